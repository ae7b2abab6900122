using System;
using System.Collections.Generic;
using System.Linq;

namespace Hal.Benchmarks;

/// <summary>One way to call a HAL, and the loops that are written that way.</summary>
/// <param name="Name">As in docs/performance.md.</param>
/// <param name="Initialize">Allocates what its loops use.</param>
/// <param name="Run">Runs a row so many times.</param>
public sealed record Variant(string Name, Action Initialize, Action<string, int> Run)
{
    /// <summary>The rows that every variant has.</summary>
    public static readonly IReadOnlyList<string> Rows = ["thin", "share", "scope", "abandon", "queue", "dma", "mmio"];

    /// <summary>All variants in C#; the first is what the others are compared to.</summary>
    public static readonly IReadOnlyList<Variant> All =
    [
        new("direct", Direct.Loops.Initialize, Direct.Loops.Run),
        new("binding", Loops<LoopHal.Binding>.Initialize, Loops<LoopHal.Binding>.Run),
        new("interface", InterfaceReference.Loops.Initialize, InterfaceReference.Loops.Run),
        new("delegate", Delegates.Loops.Initialize, Delegates.Loops.Run),
        new("pointer", FunctionPointers.Loops.Initialize, FunctionPointers.Loops.Run),
        new("class", ClassArgument.Loops<HalClass>.Initialize, ClassArgument.Loops<HalClass>.Run),
    ];

    /// <summary>The variant of a name, or of the path of the Rust library, ready to run.</summary>
    public static Variant Of(string name)
    {
        Variant variant = name.Contains('/')
            ? RustLoops.Load(name)
            : All.Append(CheckedLoops.AsItComes).Append(CheckedLoops.WithoutStacks).FirstOrDefault(variant => variant.Name == name)
            ?? throw new ArgumentException($"There is no variant '{name}'; there are {string.Join(", ", All.Select(v => v.Name))}.", nameof(name));
        variant.Initialize();
        return variant;
    }
}
