// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WebPubSub;

/// <summary>An answer that can change the state which the service keeps with the connection and sends with its later events.</summary>
/// <remarks>Protocol reference: event handler, section 9.</remarks>
public abstract class ConnectionStateResponse : WebPubSubEventResponse
{
    private Dictionary<string, BinaryData>? _states;
    private HashSet<string>? _removed;
    private string? _raw;
    private bool _cleared;

    /// <summary>Creates an answer that leaves the state as it is.</summary>
    protected ConnectionStateResponse()
    {
    }

    /// <summary>Gets the states that this answer sets.</summary>
    public IReadOnlyDictionary<string, BinaryData> ConnectionStates =>
        _states is null ? ConnectionStateHeader.None : _states;

    /// <summary>Gets the states that this response sets, as JSON texts. <see cref="ConnectionStates"/> is easier to use.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IReadOnlyDictionary<string, object> States => ConnectionStateHeader.ToTexts(ConnectionStates);

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

        _removed?.Remove(key);
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

    /// <summary>Gets or sets how states are written.</summary>
    /// <value>
    /// The default is <see cref="WebPubSub.ConnectionStateFormat.DotNet"/>, which both official handlers read. Both forms are read, whichever is written.
    /// </value>
    public ConnectionStateFormat ConnectionStateFormat { get; set; }

    /// <summary>Takes one state away; the others stay as they are.</summary>
    /// <param name="key">Its name; one that is not there is no failure.</param>
    public void RemoveState(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _states?.Remove(key);
        (_removed ??= []).Add(key);
    }

    /// <summary>Replaces the whole of what the service keeps, in a form of the application's own.</summary>
    /// <param name="connectionState">The new value of <c>ce-connectionState</c>: printable ASCII, which may be empty.</param>
    /// <exception cref="ArgumentException">The value cannot travel in a header.</exception>
    /// <remarks>States that are set one by one are then ignored. Read it back from <see cref="WebPubSubConnectionContext.RawConnectionState"/>.</remarks>
    public void SetRawConnectionState(string connectionState)
    {
        ArgumentNullException.ThrowIfNull(connectionState);
        _raw = connectionState.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? throw new ArgumentException("A connection state must be printable ASCII: it travels in a header.", nameof(connectionState))
            : connectionState;
    }

    /// <summary>Takes all states away, those that the connection has and those that this answer had set so far.</summary>
    public void ClearStates()
    {
        _states = null;
        _removed = null;
        _raw = null;
        _cleared = true;
    }

    /// <summary>The new value of <c>ce-connectionState</c>, or <see langword="null"/> when nothing changes.</summary>
    internal string? ToHeader(WebPubSubConnectionContext context)
    {
        if (_raw is not null || (_states is null && _removed is null && !_cleared))
        {
            return _raw;
        }

        // The service replaces the whole value, so what should stay is sent again.
        return ConnectionStateHeader.Format(
            _cleared ? ConnectionStateHeader.None : context.ConnectionStates, _removed, ConnectionStates, ConnectionStateFormat);
    }
}
