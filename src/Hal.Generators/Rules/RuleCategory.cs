namespace Hal.Generators.Rules;

/// <summary>The categories of the rules, by the thousands of their ids. Bulk settings in an .editorconfig name them.</summary>
internal static class RuleCategory
{
    /// <summary>HAL0xxx: what the generator needs of a HAL class.</summary>
    public const string Definition = "Definition";

    /// <summary>HAL1xxx: Share and Unshare.</summary>
    public const string Sharing = "Sharing";

    /// <summary>HAL2xxx: DMA memory.</summary>
    public const string DmaMemory = "DmaMemory";

    /// <summary>HAL3xxx: device registers.</summary>
    public const string Mmio = "Mmio";

    /// <summary>HAL4xxx: the HAL author's side of the contracts.</summary>
    public const string HalImplementation = "HalImplementation";

    /// <summary>HAL9xxx: what the analysis says about itself.</summary>
    public const string Analysis = "Analysis";
}
