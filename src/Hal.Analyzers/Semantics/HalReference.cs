using System.Linq;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Semantics;

/// <summary>The question that every compilation is asked, also those that have nothing to do with a HAL, and so the cheapest that there is.</summary>
internal static class HalReference
{
    private const string Name = "Hal.Abstractions";

    /// <summary>
    /// The assembly that has the types of Hal.Abstractions, or <see langword="null"/>: a reference of the name, or the sources themselves where that
    /// very assembly is compiled. Looking a type up by its name would search every reference of the compilation, each time.
    /// </summary>
    public static IAssemblySymbol? Find(Compilation compilation)
    {
        if (compilation.Assembly.GetTypeByMetadataName("Hal.IHal") is { } own)
        {
            return own.ContainingAssembly;
        }

        return compilation.ReferencedAssemblyNames.Any(reference => reference.Name == Name)
            ? compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(assembly =>
                assembly.Name == Name && assembly.GetTypeByMetadataName("Hal.IHal") is not null)
            : null;
    }
}
