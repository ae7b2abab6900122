using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Implementation;

/// <summary>The code of a HAL: its five members, and the methods of the compilation that they call.</summary>
internal sealed class HalSource
{
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<IMethodSymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<HalOperation, IMethodSymbol> _members = new();

    private HalSource(INamedTypeSymbol type, KnownTypes known, HalCalls calls, CancellationToken cancellation)
    {
        Type = type;
        Known = known;
        Calls = calls;
        _cancellation = cancellation;
    }

    public INamedTypeSymbol Type { get; }

    public KnownTypes Known { get; }

    public HalCalls Calls { get; }

    /// <summary>The five members that have a body here.</summary>
    public IEnumerable<IMethodSymbol> Members => _members.OrderBy(member => member.Key).Select(member => member.Value);

    /// <summary>The HAL that a type is, or <see langword="null"/>.</summary>
    public static HalSource? TryCreate(INamedTypeSymbol type, KnownTypes known, HalCalls calls, CancellationToken cancellation)
    {
        bool isHalClass = KnownTypes.HasAttribute(type, known.HalImplementationAttribute);
        bool isHandWritten = type.TypeKind is TypeKind.Struct or TypeKind.Class &&
            type.AllInterfaces.Contains(known.IHal, SymbolEqualityComparer.Default);
        if ((!isHalClass && !isHandWritten) || !SymbolEqualityComparer.Default.Equals(HalIdentity.Normalize(type, known), type))
        {
            return null;
        }

        var hal = new HalSource(type, known, calls, cancellation);
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(method => method.IsStatic &&
            method.MethodKind != MethodKind.StaticConstructor))
        {
            HalOperation? operation = isHandWritten ? OperationOf(method, type, known) : calls.Recognize(method);
            if (operation is { } member && hal.BodyOf(method) is not null)
            {
                hal._members[member] = method;
            }
        }

        return hal._members.Count == 0 ? null : hal;
    }

    /// <summary>One of the five members, or <see langword="null"/> where it is missing or inherited.</summary>
    public IMethodSymbol? Member(HalOperation operation) => _members.TryGetValue(operation, out IMethodSymbol? method) ? method : null;

    /// <summary>What a method does, where it is certain which method runs and its code is in this compilation.</summary>
    public IOperation? BodyOf(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        if (!_bodies.TryGetValue(method, out IOperation? body))
        {
            _bodies[method] = body = FindBody(method);
        }

        return body;
    }

    /// <summary>The operations of a body, without those of lambdas, which run at some other time, and of local functions, which are
    /// methods of their own.</summary>
    public static IEnumerable<IOperation> OperationsOf(IOperation body)
    {
        foreach (IOperation child in body.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                continue;
            }

            yield return child;
            foreach (IOperation inner in OperationsOf(child))
            {
                yield return inner;
            }
        }
    }

    /// <summary>The values that a method returns.</summary>
    public static IEnumerable<IOperation> ReturnsOf(IOperation body) =>
        OperationsOf(body).OfType<IReturnOperation>().Where(@return => @return.ReturnedValue is not null).Select(@return =>
            @return.ReturnedValue!);

    /// <summary>The body that an operation stands in.</summary>
    public static IOperation BodyAround(IOperation operation)
    {
        while (operation.Parent is { } parent && operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            operation = parent;
        }

        return operation;
    }

    private IOperation? FindBody(IMethodSymbol method)
    {
        bool mayBeAnother = (method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsStatic && !method.IsSealed &&
            method.ContainingType is { IsSealed: false, IsValueType: false };
        if (mayBeAnother || method.ContainingType.TypeKind == TypeKind.Interface || method.IsAsync || method.IsExtern)
        {
            return null;
        }

        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode? body = reference.GetSyntax(_cancellation) switch
            {
                BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } => null,
                BaseMethodDeclarationSyntax declaration => declaration,
                AccessorDeclarationSyntax { Body: null, ExpressionBody: null } => null,
                AccessorDeclarationSyntax accessor => accessor,
                ArrowExpressionClauseSyntax arrow => arrow,
                LocalFunctionStatementSyntax local => local,
                _ => null,
            };
            if (body is not null && ModelOf(body.SyntaxTree).GetOperation(body, _cancellation) is { } operation)
            {
                return operation;
            }
        }

        return null;
    }

    private static HalOperation? OperationOf(IMethodSymbol method, INamedTypeSymbol type, KnownTypes known)
    {
        foreach (IMethodSymbol member in known.IHal.GetMembers().OfType<IMethodSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method) &&
                System.Enum.TryParse(member.Name, out HalOperation operation))
            {
                return operation;
            }
        }

        return null;
    }

    // A HAL may be written in several files, and calls methods in others.
#pragma warning disable RS1030
    private SemanticModel ModelOf(SyntaxTree tree) => Known.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
}
