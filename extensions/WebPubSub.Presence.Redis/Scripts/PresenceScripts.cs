// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;

namespace WebPubSub.Presence.Redis.Scripts;

/// <summary>The Lua scripts. Each one starts with the prelude, and is one step for all instances.</summary>
internal static class PresenceScripts
{
    private static readonly string Prelude = Read("prelude");

    public static string Connect { get; } = Load("connect");

    public static string Confirm { get; } = Load("confirm");

    public static string Disconnect { get; } = Load("disconnect");

    public static string Join { get; } = Load("join");

    public static string Leave { get; } = Load("leave");

    public static string Reserve { get; } = Load("reserve");

    public static string Metadata { get; } = Load("metadata");

    public static string Clean { get; } = Load("clean");

    public static string Due { get; } = Load("due");

    public static string TakeLeaves { get; } = Load("take-leaves");

    public static string Begin { get; } = Load("begin");

    public static string ListHub { get; } = Load("list-hub");

    public static string ListGroup { get; } = Load("list-group");

    public static string MissingInHub { get; } = Load("missing-hub");

    public static string Unreserve { get; } = Load("unreserve");

    public static string RemoveFromGroup { get; } = Load("remove-group");

    public static string Time { get; } = Load("time");

    public static string Expired { get; } = Load("expired");

    public static string Expire { get; } = Load("expire");

    public static string Snapshot { get; } = Load("snapshot");

    public static string Sequences { get; } = Load("sequences");

    public static string Ask { get; } = Load("ask");

    public static string SetListed { get; } = Load("listed");

    public static string Asked { get; } = Load("asked");

    public static string Forget { get; } = Load("forget");

    public static string Compared { get; } = Load("compared");

    private static string Load(string name) => Prelude + Read(name);

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
