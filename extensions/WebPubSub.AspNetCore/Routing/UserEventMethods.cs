// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace WebPubSub.AspNetCore.Routing;

/// <summary>The check that the source generator ran for the methods with <see cref="UserEventAttribute"/>.</summary>
internal static class UserEventMethods
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <exception cref="InvalidOperationException">A method of the hub would never be called.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A method that was removed needs no check.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A method that was removed needs no check.")]
    public static void ThrowIfNotGenerated(Type hubType)
    {
        for (Type type = hubType; type != typeof(WebPubSubHub); type = type.BaseType!)
        {
            MethodInfo[] methods = type.GetMethods(Declared);
            if (Array.Find(methods, method => method.IsDefined(typeof(UserEventAttribute), inherit: false)) is { } method
                && !Array.Exists(methods, other => other.Name == nameof(WebPubSubHub.OnUserEventAsync)))
            {
                throw new InvalidOperationException(
                    $"{type.Name}.{method.Name} has [UserEvent], but no code was generated that calls it. The source generator of the package WebPubSub did not run for {type.Name}: reference the "
                    + "package in the project of the hub, without ExcludeAssets or IncludeAssets that leave out 'analyzers'.");
            }
        }
    }
}
