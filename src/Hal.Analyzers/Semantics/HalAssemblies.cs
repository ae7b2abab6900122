using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Semantics;

/// <summary>
/// The assemblies whose signatures and fields can have a type of Hal.Abstractions, at whatever depth: those that reference it, and those that reference
/// one of these. A library whose class derives from a driver's class, or has a field of a driver's struct, need not reference Hal.Abstractions itself:
/// the compiler notes only the assemblies that are named.
/// </summary>
internal sealed class HalAssemblies
{
    private readonly Compilation _compilation;
    private readonly IAssemblySymbol _hal;
    private readonly Lazy<HashSet<string>> _names;

    public HalAssemblies(Compilation compilation, IAssemblySymbol hal)
    {
        _compilation = compilation;
        _hal = hal;
        _names = new Lazy<HashSet<string>>(FindNames);
    }

    /// <summary>Whether a library besides Hal.Abstractions itself can have its types.</summary>
    public bool HasOthers => _names.Value.Count > 1;

    public bool Contains(IAssemblySymbol assembly) => assembly.Name == _compilation.AssemblyName || _names.Value.Contains(assembly.Name);

    private HashSet<string> FindNames()
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { _hal.Name };
        List<IAssemblySymbol> rest = _compilation.SourceModule.ReferencedAssemblySymbols.Where(assembly => !found.Contains(assembly.Name)).ToList();

        // Until no further assembly is found: references may go in circles, so there is no order in which one turn is enough.
        while (rest.RemoveAll(assembly => References(assembly, found) && found.Add(assembly.Name)) > 0)
        {
        }

        return found;
    }

    private static bool References(IAssemblySymbol assembly, HashSet<string> names)
    {
        foreach (IModuleSymbol module in assembly.Modules)
        {
            ImmutableArray<AssemblyIdentity> references = module.ReferencedAssemblies;
            foreach (AssemblyIdentity reference in references)
            {
                if (names.Contains(reference.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
