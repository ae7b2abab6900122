using System.Collections.Generic;

namespace Hal;

/// <summary>Something that counts for a HAL, and is asked only while somebody looks.</summary>
internal interface IFigureSource
{
    /// <summary>The name that the figures carry as their <c>hal</c> tag.</summary>
    string HalName { get; }

    HalFigures Figures { get; }

    /// <summary>Broken contracts since the start, by rule id.</summary>
    IReadOnlyDictionary<string, long> ViolationsByRule { get; }
}
