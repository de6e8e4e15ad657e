// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WebPubSub;

/// <summary>A response that can change the states of the connection. The service keeps them and sends them with later events.</summary>
public abstract class ConnectionStateResponse : WebPubSubEventResponse
{
    private List<KeyValuePair<string, BinaryData>>? _states; // a list, because there are few states: they are sent in a header
    private HashSet<string>? _removed;
    private string? _raw;
    private bool _cleared;

    /// <summary>Creates a response that does not change the states.</summary>
    protected ConnectionStateResponse()
    {
    }

    /// <summary>Gets the states that this response sets.</summary>
    public IReadOnlyDictionary<string, BinaryData> ConnectionStates =>
        _states is null ? ConnectionStateHeader.None : _states.ToDictionary();

    /// <summary>Gets the states that this response sets, as JSON texts. <see cref="ConnectionStates"/> is easier to use.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IReadOnlyDictionary<string, object> States => ConnectionStateHeader.ToTexts(ConnectionStates);

    /// <summary>Sets one state. The other states do not change.</summary>
    /// <param name="key">The name of the state.</param>
    /// <param name="value">The value, in JSON. Keep states small: a header contains them in every event, and in every response that changes them.</param>
    /// <exception cref="ArgumentException">The value is not JSON.</exception>
    public void SetState(string key, BinaryData value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        if (!ConnectionStateHeader.IsJson(value.ToMemory().Span))
        {
            throw new ArgumentException("A connection state must be JSON: set bytes as a base64 string, and text as a JSON string.", nameof(value));
        }

        _removed?.Remove(key);
        RemovePendingState(key);
        (_states ??= new(capacity: 1)).Add(new(key, value));
    }

    /// <summary>Sets one state to an object, which is stored as JSON.</summary>
    /// <param name="key">The name of the state.</param>
    /// <param name="value">The value.</param>
    [RequiresUnreferencedCode(ReflectionJson.Warning), RequiresDynamicCode(ReflectionJson.Warning)]
    public void SetState(string key, object value) =>
        SetState(key, BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value)));

    /// <summary>Sets one state to an object, which is stored as JSON.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="key">The name of the state.</param>
    /// <param name="value">The value.</param>
    /// <param name="jsonTypeInfo">The metadata of <typeparamref name="T"/> from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    public void SetState<T>(string key, T value, JsonTypeInfo<T> jsonTypeInfo) =>
        SetState(key, BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(value, jsonTypeInfo)));

    /// <summary>Gets or sets the format in which states are written.</summary>
    /// <value>
    /// The default is <see cref="WebPubSub.ConnectionStateFormat.DotNet"/>, which both official handlers can read.
    /// </value>
    public ConnectionStateFormat ConnectionStateFormat { get; set; }

    /// <summary>Removes one state. The other states do not change.</summary>
    /// <param name="key">The name of the state. Removing a state that does not exist succeeds.</param>
    public void RemoveState(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        RemovePendingState(key);
        (_removed ??= []).Add(key);
    }

    /// <summary>Replaces all states with a value in your own format.</summary>
    /// <param name="connectionState">The new value of <c>ce-connectionState</c>: printable ASCII. It can be empty.</param>
    /// <exception cref="ArgumentException">The value contains characters that a header cannot contain.</exception>
    /// <remarks>States that are set individually are then ignored. Read the value from <see cref="WebPubSubConnectionContext.RawConnectionState"/>.</remarks>
    public void SetRawConnectionState(string connectionState)
    {
        ArgumentNullException.ThrowIfNull(connectionState);
        _raw = connectionState.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? throw new ArgumentException("The connection state must contain only printable ASCII characters, because it is sent in a header.", nameof(connectionState))
            : connectionState;
    }

    /// <summary>Removes all states: the states of the connection, and the states that this response has set before.</summary>
    public void ClearStates()
    {
        _states = null;
        _removed = null;
        _raw = null;
        _cleared = true;
    }

    private void RemovePendingState(string key)
    {
        if (ConnectionStateHeader.IndexOf(_states, key) is int index and >= 0)
        {
            _states!.RemoveAt(index);
        }
    }

    /// <summary>Returns the new value of <c>ce-connectionState</c>, or <see langword="null"/> if the states do not change.</summary>
    internal string? ToHeader(WebPubSubConnectionContext context)
    {
        if (_raw is not null || (_states is null && _removed is null && !_cleared))
        {
            return _raw;
        }

        // The service replaces the whole value, so the other states are sent again.
        return ConnectionStateHeader.Format(_cleared ? null : context, _removed, _states, ConnectionStateFormat);
    }
}
