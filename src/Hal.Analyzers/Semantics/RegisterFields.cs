using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.Analyzers.Semantics;

/// <summary>
/// The fields and properties that only ever hold what MmioPhysToVirt returned, or a region over it: those that no code outside their type
/// can write, and that every assignment in the type gives a mapping or null.
/// </summary>
internal sealed class RegisterFields
{
    private static readonly ImmutableDictionary<ISymbol, RegisterField> None =
        ImmutableDictionary<ISymbol, RegisterField>.Empty.WithComparers(SymbolEqualityComparer.Default);

    private readonly KnownTypes _known;
    private readonly HalCalls _calls;
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableDictionary<ISymbol,
        RegisterField>> _types = new(SymbolEqualityComparer.Default);

    public RegisterFields(KnownTypes known, HalCalls calls)
    {
        _known = known;
        _calls = calls;
    }

    /// <summary>Whether code of a type may use registers that its own fields hold, or those of a type around it.</summary>
    public bool IsIn(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (!Of(type).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    public RegisterField? Find(ISymbol member) =>
        member is IFieldSymbol or IPropertySymbol && member.ContainingType is { } type &&
            Of(type).TryGetValue(member.OriginalDefinition, out RegisterField? field)
            ? field
            : null;

    private ImmutableDictionary<ISymbol, RegisterField> Of(INamedTypeSymbol type) => _types.GetOrAdd(type.OriginalDefinition, Compute);

    private ImmutableDictionary<ISymbol, RegisterField> Compute(INamedTypeSymbol type)
    {
        ImmutableDictionary<ISymbol, RegisterField> fields = None;
        foreach (ISymbol member in type.GetMembers())
        {
            if (IsCandidate(member, out bool isRegion) && Judge(type, member, isRegion) is { } field)
            {
                fields = fields.Add(member, field);
            }
        }

        return fields;
    }

    /// <summary>Whether a member can hold registers, and only its own type can write it.</summary>
    private bool IsCandidate(ISymbol member, out bool isRegion)
    {
        ITypeSymbol? type = member switch
        {
            IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false } field when field.IsReadOnly ||
                field.DeclaredAccessibility == Accessibility.Private => field.Type,
            IPropertySymbol { IsIndexer: false, IsAbstract: false, IsVirtual: false, IsOverride: false } property when
                property.SetMethod is null || property.SetMethod.DeclaredAccessibility == Accessibility.Private => property.Type,
            _ => null,
        };
        isRegion = KnownTypes.Is(type, _known.MmioRegion);
        return !member.DeclaringSyntaxReferences.IsEmpty &&
            (isRegion || type is IPointerTypeSymbol || type?.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr);
    }

    private RegisterField? Judge(INamedTypeSymbol type, ISymbol member, bool isRegion)
    {
        // A property with a body of its own is a method; an auto-property holds what it is assigned.
        if (member is IPropertySymbol && !IsAutoProperty(member.DeclaringSyntaxReferences[0].GetSyntax()))
        {
            return null;
        }

        long? size = null;
        SyntaxNode? place = null;
        if (Initializer(member) is { } initializer && !Take(initializer))
        {
            return null;
        }

        foreach (SyntaxReference part in type.DeclaringSyntaxReferences)
        {
            foreach (IdentifierNameSyntax name in part.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText == member.Name && Written(name, out ExpressionSyntax? value) &&
                    SymbolEqualityComparer.Default.Equals(ModelOf(name).GetSymbolInfo(name).Symbol?.OriginalDefinition, member) &&
                    (value is null || !Take(value)))
                {
                    return null;
                }
            }
        }

        return place is null ? null : new RegisterField(isRegion, size, place);

        bool Take(ExpressionSyntax value)
        {
            if (IsNothing(value))
            {
                return true;
            }

            if (!IsMapping(value, out long? mapped, depth: 0))
            {
                return false;
            }

            size = place is not null && size != mapped ? null : mapped;
            place ??= value;
            return true;
        }
    }

    private static bool IsAutoProperty(SyntaxNode declaration) =>
        declaration is PropertyDeclarationSyntax { AccessorList: { } accessors, ExpressionBody: null } && !accessors.Accessors.Any(HasBody);

    private static bool HasBody(AccessorDeclarationSyntax accessor) => accessor.Body is not null || accessor.ExpressionBody is not null;

    private static ExpressionSyntax? Initializer(ISymbol member) => member.DeclaringSyntaxReferences[0].GetSyntax() switch
    {
        VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        _ => null,
    };

    /// <summary>Whether a name stands where it may be written, and the value that it is given, where there is one.</summary>
    private static bool Written(SyntaxNode name, out ExpressionSyntax? value)
    {
        value = null;
        SyntaxNode target = name;
        while (target.Parent is MemberAccessExpressionSyntax access && access.Name == target ||
            target.Parent is ParenthesizedExpressionSyntax)
        {
            target = target.Parent;
        }

        switch (target.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Left == target:
                value = assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) ? assignment.Right : null;
                return true;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or
                (int)SyntaxKind.PostDecrementExpression }:
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression or
                (int)SyntaxKind.AddressOfExpression }:
            case RefExpressionSyntax:
                return true;
            case ArgumentSyntax argument:
                // In a tuple on the left side of an assignment, or by reference.
                return !argument.RefKindKeyword.IsKind(SyntaxKind.None) ||
                    argument.Parent is TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple &&
                        deconstruction.Left == tuple;
            default:
                return false;
        }
    }

    /// <summary>Whether a value is a mapping: a call that maps, a part of one, or a local variable that holds one and nothing
    /// else.</summary>
    private bool IsMapping(ExpressionSyntax value, out long? size, int depth)
    {
        const int MostDepth = 4;
        size = null;
        if (depth > MostDepth)
        {
            return false;
        }

        switch (value)
        {
            case CastExpressionSyntax cast:
                return IsMapping(cast.Expression, out size, depth);
            case ParenthesizedExpressionSyntax parenthesized:
                return IsMapping(parenthesized.Expression, out size, depth);
            case CheckedExpressionSyntax checkedValue:
                return IsMapping(checkedValue.Expression, out size, depth);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when ModelOf(sum).GetTypeInfo(sum).Type is IPointerTypeSymbol:
                return IsMapping(sum.Left, out _, depth + 1);
            case InvocationExpressionSyntax or ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax:
                return IsMappingCall(value, out size);
            case IdentifierNameSyntax name when ModelOf(name).GetSymbolInfo(name).Symbol is ILocalSymbol local:
                return LocalValue(local) is { } held && IsMapping(held, out size, depth + 1);
            default:
                return false;
        }
    }

    private bool IsMappingCall(ExpressionSyntax value, out long? size)
    {
        size = null;
        if (ModelOf(value).GetSymbolInfo(value).Symbol is not IMethodSymbol method)
        {
            return false;
        }

        bool isRegion = KnownTypes.Is(method.ContainingType, _known.MmioRegion) && method.Parameters.Length == 2 &&
            (method.Name is "Map" or "Slice" or ".ctor");
        if (!isRegion && _calls.Recognize(method) is not HalOperation.MmioPhysToVirt)
        {
            return false;
        }

        ArgumentSyntax? argument = (value switch
        {
            InvocationExpressionSyntax invocation => invocation.ArgumentList,
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
            _ => null,
        })?.Arguments.ElementAtOrDefault(1);

        // A named argument may stand in any place: then the size is not looked for.
        if (argument is { NameColon: null } &&
            ModelOf(value).GetConstantValue(argument.Expression) is { HasValue: true, Value: { } constant } && constant is not string)
        {
            size = Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture);
        }

        return true;
    }

    /// <summary>The one value of a local variable, or <see langword="null"/> where it is given another later.</summary>
    private static ExpressionSyntax? LocalValue(ILocalSymbol local)
    {
        if (local.DeclaringSyntaxReferences.Length != 1 ||
            local.DeclaringSyntaxReferences[0].GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value } declarator)
        {
            return null;
        }

        SyntaxNode? scope = declarator.FirstAncestorOrSelf<BlockSyntax>();
        bool isWritten = scope is null || scope.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.ValueText == local.Name && Written(name, out _));
        return isWritten ? null : value;
    }

    private static bool IsNothing(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.NullLiteralExpression) ||
            literal.IsKind(SyntaxKind.DefaultLiteralExpression) || literal.Token.ValueText == "0",
        DefaultExpressionSyntax => true,
        CastExpressionSyntax cast => IsNothing(cast.Expression),
        _ => false,
    };

    // The fields of a type are looked at once for a compilation, wherever in it they are assigned.
#pragma warning disable RS1030
    private SemanticModel ModelOf(SyntaxNode node) => _known.Compilation.GetSemanticModel(node.SyntaxTree);
#pragma warning restore RS1030
}
