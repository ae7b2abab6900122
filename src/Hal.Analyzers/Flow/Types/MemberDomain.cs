using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>The source that has every use of a member: what nothing there does, nobody does.</summary>
internal static class MemberDomain
{
    /// <summary>The type whose source has every use of a member; null where others can name it too.</summary>
    public static INamedTypeSymbol? TypeOf(ISymbol member)
    {
        if (member is IPropertySymbol { GetMethod: null } or IPropertySymbol { OverriddenProperty: not null } or IPropertySymbol { IsVirtual: true })
        {
            return null;
        }

        for (ISymbol? symbol = member; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility == Accessibility.Private)
            {
                return symbol.ContainingType;
            }

            // A member that implements or overrides is named by way of the other.
            if (symbol is IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 })
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The declarations that have every use of a member: of one type, or all of the compilation; null where other assemblies have some.</summary>
    public static IEnumerable<SyntaxNode>? Declarations(ISymbol member, Compilation compilation, CancellationToken cancellation)
    {
        if (TypeOf(member) is { } type)
        {
            return type.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellation));
        }

        bool isOverridable = member is IPropertySymbol { IsVirtual: true } or IPropertySymbol { OverriddenProperty: not null };
        for (ISymbol? symbol = member; symbol is not null && !isOverridable; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal)
            {
                return compilation.SyntaxTrees.Select(tree => tree.GetRoot(cancellation));
            }
        }

        return null;
    }

    /// <summary>The declarations that have every use of a member which may give it a value: whoever else can name it only reads it.</summary>
    public static IEnumerable<SyntaxNode>? Writers(ISymbol member, Compilation compilation, CancellationToken cancellation) =>
        member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null, IsVirtual: false, IsAbstract: false, IsOverride: false, IsIndexer: false }
            ? member.ContainingType.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellation))
            : Declarations(member, compilation, cancellation);

    /// <summary>The uses of a member: the operations that name it, and null for one that is not complete yet.</summary>
    public static IEnumerable<IOperation?> References(
        IEnumerable<SyntaxNode> declarations, ISymbol member, FlowServices services, CancellationToken cancellation)
    {
        foreach (SyntaxNode part in declarations)
        {
            SemanticModel model = services.Models.Of(part.SyntaxTree);
            foreach (SyntaxNode node in part.DescendantNodes())
            {
                if (node is SimpleNameSyntax name && IsNameOf(name, member, model, cancellation))
                {
                    yield return OperationOf(name, model, cancellation);
                }
            }
        }
    }

    /// <summary>Whether a name is that of a member, and no mere mention of it.</summary>
    public static bool IsNameOf(SimpleNameSyntax name, ISymbol member, SemanticModel model, CancellationToken cancellation) =>
        name.Identifier.ValueText == member.Name &&
        !IsMention(name) &&
        SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol?.OriginalDefinition, member.OriginalDefinition);

    public static IOperation? OperationOf(SyntaxNode name, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxNode node = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        node = node.Parent is MemberBindingExpressionSyntax binding && binding.Name == name ? binding : node;
        IOperation? operation = model.GetOperation(node, cancellation);
        return operation is IFieldReferenceOperation or IPropertyReferenceOperation ? operation : null;
    }

    private static bool IsMention(SyntaxNode name) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } call &&
        call.ArgumentList.Span.Contains(name.Span);
}
