// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections;
using Microsoft.Extensions.DependencyInjection;

namespace WebPubSub;

/// <summary>The builder of a resource. As a collection, it contains the services of the application.</summary>
internal class WebPubSubBuilder(IServiceCollection services, string name) : IWebPubSubBuilder
{
    public IServiceCollection Services => services;

    public string Name => name;

    public int Count => services.Count;

    public bool IsReadOnly => services.IsReadOnly;

    public ServiceDescriptor this[int index]
    {
        get => services[index];
        set => services[index] = value;
    }

    public void Add(ServiceDescriptor item) => services.Add(item);

    public void Clear() => services.Clear();

    public bool Contains(ServiceDescriptor item) => services.Contains(item);

    public void CopyTo(ServiceDescriptor[] array, int arrayIndex) => services.CopyTo(array, arrayIndex);

    public int IndexOf(ServiceDescriptor item) => services.IndexOf(item);

    public void Insert(int index, ServiceDescriptor item) => services.Insert(index, item);

    public bool Remove(ServiceDescriptor item) => services.Remove(item);

    public void RemoveAt(int index) => services.RemoveAt(index);

    public IEnumerator<ServiceDescriptor> GetEnumerator() => services.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
