using System.Linq;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Semantics;

/// <summary>The question that every compilation is asked, also those that have nothing to do with a HAL, and so the cheapest that there is.</summary>
internal static class HalReference
{
    /// <summary>Whether the types of Hal.Abstractions can be there. Looking them up would search every reference of the compilation.</summary>
    public static bool IsPossible(Compilation compilation) =>
        compilation.ReferencedAssemblyNames.Any(reference => reference.Name == "Hal.Abstractions")
        || compilation.Assembly.GetTypeByMetadataName("Hal.IHal") is not null;
}
