// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.TestUtilities.Parity;

/// <summary>What a test of the emulator is measured by, the strongest first.</summary>
public enum Evidence
{
    /// <summary>An answer of the service that was recorded. The source is the path of the recording; the test compares status, headers and body.</summary>
    Recorded,

    /// <summary>A client or handler of the service team, unchanged, or a case of its test suite. The source is the package.</summary>
    OfficialClient,

    /// <summary>A test of the service team's emulator, written against the behavior of the service. The source is the test class.</summary>
    EmulatorTest,

    /// <summary>The published specification or documentation. The source is its page.</summary>
    Specification,

    /// <summary>Nothing that is published; our own conclusion.</summary>
    Inferred,
}
