using System.Collections.Generic;

namespace Hal.TwoWitnesses.Running;

/// <summary>Which lines of a program the runs came to.</summary>
internal sealed class LineCoverage
{
    /// <summary>In the last run, before its first mistake.</summary>
    public HashSet<int> Last { get; } = [];

    /// <summary>Before the first mistake of some run.</summary>
    public HashSet<int> Sound { get; } = [];

    /// <summary>Behind the first mistake of some run.</summary>
    public HashSet<int> Unsound { get; } = [];

    /// <summary>Also left before the first mistake of some run.</summary>
    public HashSet<int> Passed { get; } = [];

    /// <summary>Those where something was acquired in a run without a mistake but what it left held.</summary>
    public HashSet<int> Clean { get; } = [];

    /// <summary>Those of them where such a run left nothing held.</summary>
    public HashSet<int> Released { get; } = [];
}
