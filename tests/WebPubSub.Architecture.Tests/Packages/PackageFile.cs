// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace WebPubSub.Architecture.Tests;

/// <summary>A package that eng/test.sh has packed.</summary>
internal sealed class PackageFile : IDisposable
{
    private readonly ZipArchive _archive;

    private PackageFile(string path)
    {
        Path = path;
        _archive = ZipFile.OpenRead(path);
        Metadata = XDocument.Load(_archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open()).Root!.Elements().First();
    }

    private static string Root { get; } =
        typeof(PackageFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Gets whether the packages come from a clone. An archive has no commit, so its packages have no Source Link.</summary>
    public static bool IsFromClone => System.IO.Path.Exists(System.IO.Path.Combine(Root, ".git"));

    public string Path { get; }

    public XElement Metadata { get; }

    public string Id => Read("id");

    public IEnumerable<string> Files => _archive.Entries.Select(entry => entry.FullName);

    /// <summary>Gets whether the package contains an assembly. The package of the templates contains none.</summary>
    public bool HasAssembly => Files.Any(file => file.StartsWith("lib/", StringComparison.Ordinal));

    /// <summary>Opens the packages of the libraries and of the tool.</summary>
    public static PackageFile[] OpenAll()
    {
        string folder = System.IO.Path.Combine(Root, "artifacts", "package");
        return [.. new[] { "test", "tool" }.SelectMany(name => Directory.GetFiles(System.IO.Path.Combine(folder, name), "*.nupkg")).Select(path => new PackageFile(path))];
    }

    public static PackageFile Open(string path) => new(path);

    public string Read(string element) => Metadata.Elements().SingleOrDefault(child => child.Name.LocalName == element)?.Value ?? "";

    public string ReadText(string file)
    {
        using var reader = new StreamReader(_archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    public byte[] ReadBytes(string file)
    {
        using Stream content = _archive.GetEntry(file)!.Open();
        using var buffer = new MemoryStream();
        content.CopyTo(buffer);
        return buffer.ToArray();
    }

    public void Dispose() => _archive.Dispose();
}
