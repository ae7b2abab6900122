using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>The initializers of a class's fields and properties that may acquire something: its constructors run them before anything else.</summary>
internal static class MemberInitializers
{
    /// <summary>What a constructor runs before its own body, in the order of the source; nothing where it leaves that to another.</summary>
    public static ImmutableArray<IOperation> RunBy(IMethodSymbol constructor, TrackedTypes tracked, SemanticModels models, CancellationToken cancellation)
    {
        if (constructor is not { MethodKind: MethodKind.Constructor, ContainingType: { TypeKind: TypeKind.Class } type } || CallsAnother(constructor, cancellation))
        {
            return ImmutableArray<IOperation>.Empty;
        }

        ImmutableArray<IOperation>.Builder found = ImmutableArray.CreateBuilder<IOperation>();
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false, IsConst: false, IsImplicitlyDeclared: false } or IPropertySymbol { IsStatic: false, IsIndexer: false } &&
                IsOwner(Members.TypeOf(member), tracked) && InitializerOf(member, cancellation) is { Value: BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax } initializer &&
                models.Of(initializer.SyntaxTree).GetOperation(initializer, cancellation) is { } operation)
            {
                found.Add(operation);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Whether a type holds something of ours: a collection of the framework is empty at first.</summary>
    private static bool IsOwner(ITypeSymbol type, TrackedTypes tracked) =>
        type is not INamedTypeSymbol { ContainingNamespace.ContainingNamespace: { Name: "Collections" } } && tracked.IsTracked(type);

    /// <summary>Whether a constructor has no body of its own: that of a class without any, or with parameters in its head.</summary>
    public static bool IsWithoutBody(IMethodSymbol constructor, CancellationToken cancellation) =>
        constructor is { MethodKind: MethodKind.Constructor, IsStatic: false } &&
        (constructor.IsImplicitlyDeclared || constructor.DeclaringSyntaxReferences.Any(part => part.GetSyntax(cancellation) is TypeDeclarationSyntax));

    private static bool CallsAnother(IMethodSymbol constructor, CancellationToken cancellation) => constructor.DeclaringSyntaxReferences.Any(part =>
        part.GetSyntax(cancellation) is ConstructorDeclarationSyntax { Initializer: { } other } && other.IsKind(SyntaxKind.ThisConstructorInitializer));

    private static EqualsValueClauseSyntax? InitializerOf(ISymbol member, CancellationToken cancellation) => member.DeclaringSyntaxReferences.Length != 1
        ? null
        : member.DeclaringSyntaxReferences[0].GetSyntax(cancellation) switch
        {
            VariableDeclaratorSyntax field => field.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
}
