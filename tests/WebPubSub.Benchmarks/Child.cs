// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Reflection;

namespace WebPubSub.Benchmarks;

/// <summary>The child processes of a benchmark. They end when their standard input ends, or when they are killed.</summary>
internal static class Child
{
    public static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardInput = true,
    })!;

    /// <summary>Starts a script of the official JavaScript packages.</summary>
    public static Process StartScript(string script, params string[] arguments)
    {
        string root = typeof(Child).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;
        return Start("node", [Path.Combine(root, "tests", "WebPubSub.IntegrationTests", "js", script), .. arguments]);
    }
}
