// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;

namespace WebPubSub.Documentation.Tests;

/// <summary>Finds files of this repository.</summary>
internal static class Repository
{
    private static readonly string[] Ignored = ["artifacts", "node_modules", "bin", "obj", ".git"];

    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Returns the paths of all files with one of these extensions, relative to the root.</summary>
    public static IEnumerable<string> FindFiles(params string[] extensions) => FindFiles(new DirectoryInfo(Root), extensions);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> FindFiles(DirectoryInfo folder, string[] extensions) =>
        folder.EnumerateFiles().Where(file => extensions.Contains(file.Extension)).Select(file => Path.GetRelativePath(Root, file.FullName))
            .Concat(folder.EnumerateDirectories().Where(child => !Ignored.Contains(child.Name)).SelectMany(child => FindFiles(child, extensions)));
}
