// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace WebPubSub;

/// <summary>Something that a connection may be allowed to do in a group. The service may come to know more than these.</summary>
/// <remarks>Protocol reference: REST API, section 12.3.</remarks>
[SuppressMessage("Naming", "CA1711", Justification = "The name of the official package.")]
public readonly struct WebPubSubPermission : IEquatable<WebPubSubPermission>
{
    private readonly string? _name;

    /// <summary>Names a permission.</summary>
    /// <param name="name">Its name at the service; its case does not count.</param>
    public WebPubSubPermission(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _name = name;
    }

    /// <summary>Gets the permission to publish to a group.</summary>
    public static WebPubSubPermission SendToGroup { get; } = new("sendToGroup");

    /// <summary>Gets the permission to join and to leave a group.</summary>
    public static WebPubSubPermission JoinLeaveGroup { get; } = new("joinLeaveGroup");

    /// <summary>Compares two permissions, ignoring case.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(WebPubSubPermission left, WebPubSubPermission right) => left.Equals(right);

    /// <summary>Compares two permissions, ignoring case.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(WebPubSubPermission left, WebPubSubPermission right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(WebPubSubPermission other) => string.Equals(_name, other._name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is WebPubSubPermission other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_name ?? "");

    /// <summary>Gives the name at the service.</summary>
    /// <returns>The name; empty for a permission that was never named.</returns>
    public override string ToString() => _name ?? "";
}
