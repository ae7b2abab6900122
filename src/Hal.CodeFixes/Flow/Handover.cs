using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>
/// Whether a method may give what it holds to someone who could end it later: it returns it, stores it, captures it, hands it over with its buffer. Stricter than the
/// engine, which is silent in doubt: in doubt a release on every path would be one too many, and no fix is offered.
/// </summary>
internal sealed class Handover
{
    private const int DeepestCall = 3;

    private static readonly HashSet<string> s_borrowers = new()
    {
        "BinaryPrimitives", "BitConverter", "Buffer", "Console", "Debug", "Math", "MemoryMarshal", "String", "Trace", "Unsafe",
    };

    private readonly FindingSite _site;
    private readonly SemanticModel _model;
    private readonly SyntaxNode _function;
    private readonly int _depth;
    private readonly Queue<ISymbol> _carriers = new();
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    private Handover(FindingSite site, SemanticModel model, SyntaxNode function, int depth)
    {
        _site = site;
        _model = model;
        _function = function;
        _depth = depth;
    }

    /// <param name="releases">The statements that end the duty: what they do with it is no handing over.</param>
    public static bool IsPossible(Duty duty, IReadOnlyCollection<StatementSyntax> releases) => Places(duty, releases).Any();

    /// <summary>Whether a use of what a table holds, an element of it, may hand that over.</summary>
    public static bool IsPossible(FindingSite site, SyntaxNode function, ExpressionSyntax element)
    {
        var search = new Handover(site, site.Model, function, DeepestCall);
        return search.LeavesFrom(element) || search.Run(new HashSet<SyntaxNode>()).Any();
    }

    /// <summary>Where it may be handed over.</summary>
    public static IEnumerable<SyntaxNode> Places(Duty duty, IReadOnlyCollection<StatementSyntax> releases)
    {
        var search = new Handover(duty.Site, duty.Site.Model, duty.Function, DeepestCall);
        foreach (ISymbol holder in duty.Holders)
        {
            search.Follow(holder);
        }

        return search.Run(new HashSet<SyntaxNode>(releases) { duty.Begin });
    }

    private IEnumerable<SyntaxNode> Run(HashSet<SyntaxNode> expected)
    {
        while (_carriers.Count > 0)
        {
            ISymbol carrier = _carriers.Dequeue();
            foreach (IdentifierNameSyntax name in _function.DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText == carrier.Name
                    && SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(name, _site.Cancellation).Symbol, carrier)
                    && !IsExpected(name, expected)
                    && (StableExpression.Function(name) != _function || LeavesFrom(name)))
                {
                    yield return name;
                }
            }
        }
    }

    // Of 'if (!TryCreate(..., out var dma)) { return; }' only the call, which has the declaration and no use.
    private static bool IsExpected(SyntaxNode name, HashSet<SyntaxNode> expected) =>
        name.Ancestors().OfType<StatementSyntax>().Any(statement => expected.Contains(statement) && statement is not IfStatementSyntax);

    private void Follow(ISymbol symbol)
    {
        if (_seen.Add(symbol))
        {
            _carriers.Enqueue(symbol);
        }
    }

    /// <summary>Goes on with the local that a value was put into.</summary>
    private bool LeavesFromLocal(ISymbol? symbol)
    {
        if (symbol is not ILocalSymbol)
        {
            return true;
        }

        Follow(symbol);
        return false;
    }

    private bool LeavesFrom(ExpressionSyntax expression)
    {
        for (ExpressionSyntax current = expression; ;)
        {
            switch (current.Parent)
            {
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or CheckedExpressionSyntax:
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                case ConditionalExpressionSyntax choice when choice.Condition != current:
                    current = (ExpressionSyntax)current.Parent;
                    continue;
                case MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access when access.Expression == current:
                    if (access.Name.Identifier.ValueText is "Abandon" or "Detach")
                    {
                        return true;
                    }

                    current = access.Parent is InvocationExpressionSyntax call ? call : access;
                    if (!Carries(access.Name.Identifier.ValueText, current))
                    {
                        return false;
                    }

                    continue;
                case BinaryExpressionSyntax binary:
                    if (!binary.IsKind(SyntaxKind.CoalesceExpression) && !Carries(string.Empty, binary))
                    {
                        return false; // a comparison
                    }

                    current = binary;
                    continue;
                case ArgumentSyntax argument:
                    return LeavesAs(argument, current);
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }:
                    return LeavesFromLocal(_model.GetDeclaredSymbol(declarator, _site.Cancellation));
                case AssignmentExpressionSyntax assignment when assignment.Right == current:
                    return IsStored(assignment.Left, current) || assignment.Parent is not ExpressionStatementSyntax;
                case AssignmentExpressionSyntax or ElementAccessExpressionSyntax or ExpressionStatementSyntax or InterpolationSyntax or IfStatementSyntax
                    or WhileStatementSyntax or IsPatternExpressionSyntax or SwitchStatementSyntax:
                case PrefixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.AddressOfExpression }:
                case MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.PointerMemberAccessExpression }:
                    return false;
                default:
                    return true;
            }
        }
    }

    // A number that came from an address is still the address; a count, a direction, a status is not.
    private bool Carries(string member, ExpressionSyntax value) => member is not ("Length" or "Pages" or "Direction" or "IsEmpty")
        && _model.GetTypeInfo(value, _site.Cancellation).Type is not (null or
            { SpecialType: SpecialType.System_Void or SpecialType.System_Boolean or SpecialType.System_String or SpecialType.System_Byte or SpecialType.System_Int32 } or { TypeKind: TypeKind.Enum });

    /// <summary>Whether an assignment keeps the value where others find it. Memory behind a pointer or a span is the device's.</summary>
    private bool IsStored(ExpressionSyntax target, ExpressionSyntax value)
    {
        ISymbol? root = _model.GetSymbolInfo(target, _site.Cancellation).Symbol;
        switch (target)
        {
            case IdentifierNameSyntax { Identifier.ValueText: "_" } when root is IDiscardSymbol or null:
                return false;
            case IdentifierNameSyntax when root is ILocalSymbol local:
                return local.IsRef ? IsObjectOrPointer(value) : LeavesFromLocal(local);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PointerIndirectionExpression }:
            case MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.PointerMemberAccessExpression }:
                return IsObjectOrPointer(value);
            case ElementAccessExpressionSyntax element:
                ITypeSymbol? type = _model.GetTypeInfo(element.Expression, _site.Cancellation).Type;
                return !(type is IPointerTypeSymbol || KnownTypes.Is(type, _site.Known.Span)) || IsObjectOrPointer(value);
            case MemberAccessExpressionSyntax access when StableExpression.RootSymbol(_site, access, _model) is ILocalSymbol local && local.Type.IsValueType:
                return local.IsRef ? IsObjectOrPointer(value) : LeavesFromLocal(local);
            case MemberAccessExpressionSyntax { Expression: ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax } access:
                return IsStored(access.Expression is ParenthesizedExpressionSyntax inner ? inner.Expression : access.Expression, value);
            default:
                return true;
        }
    }

    private bool IsObjectOrPointer(ExpressionSyntax value) =>
        _model.GetTypeInfo(value, _site.Cancellation).Type is not { IsValueType: true } type || KnownTypes.Is(type, _site.Known.DmaBuffer) || KnownTypes.Is(type, _site.Known.Shared);

    private bool LeavesAs(ArgumentSyntax argument, ExpressionSyntax value)
    {
        if (argument.RefKindKeyword.RawKind != 0
            || _model.GetOperation(argument, _site.Cancellation) is not IArgumentOperation { Parameter: { } parameter } operation)
        {
            return argument.Parent is not BracketedArgumentListSyntax;
        }

        switch (operation.Parent)
        {
            case IObjectCreationOperation { Type.IsValueType: true, Syntax: ExpressionSyntax creation } made when !GoesWithBuffer(operation, made.Arguments):
                return LeavesFrom(creation);
            case IInvocationOperation call:
                return IsTaken(operation, call, parameter, value);
            default:
                return true;
        }
    }

    private bool IsTaken(IArgumentOperation argument, IInvocationOperation call, IParameterSymbol parameter, ExpressionSyntax value)
    {
        IMethodSymbol method = call.TargetMethod;
        ITypeSymbol? type = _model.GetTypeInfo(value, _site.Cancellation).Type;
        if (_site.Calls.Recognize(method) is { } operation)
        {
            return operation is HalOperation.Unshare or HalOperation.DmaDealloc;
        }

        if (KnownTypes.HasAttribute(parameter, _site.Known.UnsharesAttribute)
            || KnownTypes.HasAttribute(parameter, _site.Known.TransfersOwnershipAttribute)
            || KnownTypes.Is(method.ContainingType, _site.Known.DmaOwnership)
            || GoesWithBuffer(argument, call.Arguments)
            || (_site.Known.IsAddress(type) && IsBuffer(call.Instance?.Type)))
        {
            return true;
        }

        // A span cannot be kept but by what is on the stack itself.
        if (type is { IsRefLikeType: true } && !method.ContainingType.IsRefLikeType && !method.ReturnType.IsRefLikeType
            && method.Parameters.All(other => other.RefKind == RefKind.None || !other.Type.IsRefLikeType))
        {
            return false;
        }

        if (InSystem(method))
        {
            return !(s_borrowers.Contains(method.ContainingType.Name) || method.ContainingType.IsRefLikeType);
        }

        bool isOwner = type is null || Acquired.IsOwner(type) || _site.Known.DmaBaseOf(type) is not null || KnownTypes.Is(type, _site.Known.Shared) || KnownTypes.Is(type, _site.Known.DmaAllocation);
        return BodyOf(method) is { } body ? IsKept(body, method, parameter) : isOwner;
    }

    private static bool InSystem(IMethodSymbol method)
    {
        INamespaceSymbol space = method.ContainingNamespace;
        while (!space.IsGlobalNamespace && !space.ContainingNamespace.IsGlobalNamespace)
        {
            space = space.ContainingNamespace;
        }

        return space.Name == "System";
    }

    // Who gets address and buffer could unshare.
    private bool GoesWithBuffer(IArgumentOperation argument, IEnumerable<IArgumentOperation> arguments) =>
        _site.Known.IsAddress(argument.Parameter?.Type) && arguments.Any(other => other != argument && IsBuffer(other.Value.Type));

    private bool IsBuffer(ITypeSymbol? type) =>
        KnownTypes.Is(type, _site.Known.DmaBuffer) || KnownTypes.Is(type, _site.Known.Shared) || KnownTypes.Is(type, _site.Known.PinnedBuffer);

    private SyntaxNode? BodyOf(IMethodSymbol method) => method.IsAbstract || method.IsExtern
        ? null
        : method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(_site.Cancellation)).FirstOrDefault(node => node switch
        {
            BaseMethodDeclarationSyntax declaration => declaration.Body is not null || declaration.ExpressionBody is not null,
            LocalFunctionStatementSyntax local => local.Body is not null || local.ExpressionBody is not null,
            _ => false,
        });

    private bool IsKept(SyntaxNode body, IMethodSymbol method, IParameterSymbol parameter)
    {
        if (_depth == 0 || method.OriginalDefinition.Parameters[parameter.Ordinal] is not { RefKind: RefKind.None } own)
        {
            return true;
        }

        SemanticModel model = body.SyntaxTree == _model.SyntaxTree ? _model : _model.Compilation.GetSemanticModel(body.SyntaxTree);
        var search = new Handover(_site, model, body, _depth - 1);
        search.Follow(own);
        return search.Run(new HashSet<SyntaxNode>()).Any();
    }
}
