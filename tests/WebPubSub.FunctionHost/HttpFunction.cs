// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace WebPubSub.FunctionHost;

/// <summary>A method with the attributes <c>Function</c> and <c>HttpTrigger</c>.</summary>
internal sealed class HttpFunction(MethodInfo method, HttpTriggerAttribute trigger)
{
    public string Path => "/api/" + (trigger.Route ?? method.GetCustomAttribute<FunctionAttribute>()!.Name);

    public IEnumerable<string> Methods => trigger.Methods!.Select(name => name.ToUpperInvariant());

    public static IEnumerable<HttpFunction> FindAll(Assembly program) =>
        from type in program.GetTypes()
        from method in type.GetMethods()
        where method.GetCustomAttribute<FunctionAttribute>() is not null
        from trigger in method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>()
        select new HttpFunction(method, trigger);

    public Task<HttpResponseData> InvokeAsync(HttpRequestData request, CancellationToken cancellationToken)
    {
        object target = ActivatorUtilities.CreateInstance(request.FunctionContext.InstanceServices, method.DeclaringType!);
        object[] arguments = [.. method.GetParameters().Select(object (parameter) =>
            parameter.ParameterType == typeof(CancellationToken) ? cancellationToken
            : parameter.ParameterType == typeof(FunctionContext) ? request.FunctionContext
            : request)];
        return (Task<HttpResponseData>)method.Invoke(target, arguments)!;
    }
}
