using System;
using System.Collections.Immutable;
using Hal.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.Generators.Tests;

/// <summary>Models with the flaws that generators are known for. Each must be caught by a test, or that test proves nothing.</summary>
internal static class BadModels
{
    /// <summary>Differs from itself after every edit: the array compares by reference.</summary>
    public static object ArrayComparedByReference(GeneratorAttributeSyntaxContext context) =>
        (context.TargetSymbol.Name, ImmutableArray.Create("DmaAlloc", "DmaDealloc"));

    /// <summary>Moves with every line above it.</summary>
    public static object WithPosition(GeneratorAttributeSyntaxContext context) =>
        (context.TargetSymbol.Name, Place.Of(((TypeDeclarationSyntax)context.TargetNode).Identifier));

    /// <summary>Changes with every body.</summary>
    public static object WithSourceText(GeneratorAttributeSyntaxContext context) =>
        (context.TargetSymbol.Name, context.TargetNode.ToString());

    /// <summary>Changes with every member.</summary>
    public static object WithMemberCount(GeneratorAttributeSyntaxContext context) =>
        (context.TargetSymbol.Name, ((INamedTypeSymbol)context.TargetSymbol).GetMembers().Length);

    /// <summary>Lacks what the file depends on, so it does not change when it must.</summary>
    public static object ByName(GeneratorAttributeSyntaxContext context) => context.TargetSymbol.Name;

    /// <summary>Equal to itself after every edit, and keeps the compilation of the first run alive.</summary>
    public static object WithHiddenSymbol(GeneratorAttributeSyntaxContext context) => new HiddenSymbol(context.TargetSymbol);

    private sealed class HiddenSymbol : IEquatable<HiddenSymbol>
    {
        private readonly ISymbol _symbol;

        public HiddenSymbol(ISymbol symbol) => _symbol = symbol;

        public bool Equals(HiddenSymbol? other) => other is not null && other._symbol.Name == _symbol.Name;

        public override bool Equals(object? obj) => Equals(obj as HiddenSymbol);

        public override int GetHashCode() => _symbol.Name.GetHashCode(StringComparison.Ordinal);
    }
}
