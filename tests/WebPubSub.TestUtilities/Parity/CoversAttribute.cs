// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.TestUtilities.Parity;

/// <summary>
/// Names the feature of the service that a test verifies on the emulator, and the evidence. <c>docs/protocols/parity.md</c> is generated from these attributes.
/// </summary>
/// <param name="feature">A feature of <c>tests/WebPubSub.Architecture.Tests/Parity/features.txt</c>.</param>
/// <param name="evidence">The kind of evidence that the test is based on.</param>
/// <param name="source">The location of the evidence. Empty for an inferred feature.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CoversAttribute(string feature, Evidence evidence, string source = "") : Attribute
{
    public string Feature { get; } = feature;

    public Evidence Evidence { get; } = evidence;

    public string Source { get; } = source;
}
