// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Emulator;

/// <summary>A call of the REST API.</summary>
public sealed class EmulatorRestCall : EmulatorTraceEntry
{
    internal EmulatorRestCall(string? hub, string method, string path)
        : base(hub)
    {
        Method = method;
        Path = path;
    }

    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; }

    /// <summary>Gets the path and the query, in percent-encoded form.</summary>
    public string Path { get; }

    /// <summary>Gets the HTTP status of the answer; 0 if there was no answer because a fault reset the connection or the client disconnected.</summary>
    public int Status { get; internal set; }

    /// <summary>Gets the duration, by the clock of the emulator.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Gets the media type of the message that was sent, or <see langword="null"/>.</summary>
    public string? ContentType { get; internal set; }

    /// <summary>Gets the message that was sent, or <see langword="null"/>.</summary>
    public BinaryData? Body { get; internal set; }

    internal override int Size => (Body?.ToMemory().Length ?? 0) + (sizeof(char) * (Path.Length + (Reason?.Length ?? 0)));

    private protected override string Describe() => $"#{Number} {Method} {Path}: {(Status == 0 ? "no answer" : Status)}";
}
