// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WebPubSub;

/// <summary>An answer that can change the state which the service keeps with the connection and sends with its later events.</summary>
/// <remarks>Protocol reference: event handler, section 9.</remarks>
public abstract class ConnectionStateResponse : WebPubSubEventResponse
{
    private Dictionary<string, BinaryData>? _states;
    private bool _cleared;

    /// <summary>Creates an answer that leaves the state as it is.</summary>
    protected ConnectionStateResponse()
    {
    }

    /// <summary>Gets the states that this answer sets.</summary>
    public IReadOnlyDictionary<string, BinaryData> ConnectionStates =>
        _states is null ? ConnectionStateHeader.None : _states;

    /// <summary>Sets one state; the others stay as they are.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value: one JSON value. States travel in a header with every event, in both directions: keep them small.</param>
    /// <exception cref="ArgumentException">The value is not JSON; other bytes would not come back as they were.</exception>
    public void SetState(string key, BinaryData value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        if (!ConnectionStateHeader.IsJson(value.ToMemory().Span))
        {
            throw new ArgumentException("A connection state must be JSON: set bytes as a base64 string, and text as a JSON string.", nameof(value));
        }

        (_states ??= [])[key] = value;
    }

    /// <summary>Sets one state to an object, kept as JSON.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value.</param>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public void SetState(string key, object value) =>
        SetState(key, BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value)));

    /// <summary>Sets one state to an object, kept as JSON.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="jsonTypeInfo">How to write it, from a source-generated context.</param>
    public void SetState<T>(string key, T value, JsonTypeInfo<T> jsonTypeInfo) =>
        SetState(key, BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value, jsonTypeInfo)));

    /// <summary>Takes all states away, those that the connection has and those that this answer had set so far.</summary>
    public void ClearStates()
    {
        _states = null;
        _cleared = true;
    }

    /// <summary>The new value of <c>ce-connectionState</c>, or <see langword="null"/> when nothing changes.</summary>
    internal string? ToHeader(WebPubSubConnectionContext context)
    {
        if (_states is null)
        {
            return _cleared ? ConnectionStateHeader.Format(ConnectionStateHeader.None) : null;
        }

        // The service replaces the whole value, so what should stay is sent again.
        var merged = new Dictionary<string, BinaryData>(_cleared ? [] : context.ConnectionStates);
        foreach ((string key, BinaryData value) in _states)
        {
            merged[key] = value;
        }

        return ConnectionStateHeader.Format(merged);
    }
}
