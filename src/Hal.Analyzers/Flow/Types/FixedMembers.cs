using System.Collections.Concurrent;
using System.Linq;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>Readonly fields, and properties that can only be read, which start with a constant that no constructor replaces: as good as a constant.</summary>
internal sealed class FixedMembers
{
    private readonly FlowServices _services;
    private readonly ConcurrentDictionary<ISymbol, Optional<object?>> _constants = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, Optional<object?>> _starts = new(SymbolEqualityComparer.Default);

    public FixedMembers(FlowServices services) => _services = services;

    public Optional<object?> ConstantOf(ISymbol member) =>
        member is IFieldSymbol { IsReadOnly: true, IsConst: false } or IPropertySymbol { SetMethod: null, IsIndexer: false }
            ? _constants.GetOrAdd(member.OriginalDefinition, Find)
            : default;

    /// <summary>The constant that a field or property of a new object holds until a constructor sets it.</summary>
    public Optional<object?> StartOf(ISymbol member) => _starts.GetOrAdd(member.OriginalDefinition, FindStart);

    private Optional<object?> FindStart(ISymbol member)
    {
        EqualsValueClauseSyntax? initializer = member.DeclaringSyntaxReferences.Length != 1 ? null : member.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            VariableDeclaratorSyntax field => field.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        return initializer is null ? default : ConstantOf(initializer.Value, _services.Models.Of(initializer.SyntaxTree));
    }

    private Optional<object?> Find(ISymbol member)
    {
        if (!DerivedMembers.IsStored(member, out EqualsValueClauseSyntax? initializer) || member.ContainingType.DeclaringSyntaxReferences.Any(part => IsSetIn(part.GetSyntax(), member)))
        {
            return default;
        }

        return initializer is not null ? ConstantOf(initializer.Value, _services.Models.Of(initializer.SyntaxTree))
            : _services.Known.IsAddress(Members.TypeOf(member)) ? new Optional<object?>(0L)
            : default;
    }

    /// <summary>A constant, or an address that is made of one.</summary>
    private Optional<object?> ConstantOf(ExpressionSyntax value, SemanticModel model)
    {
        Optional<object?> constant = model.GetConstantValue(value);
        IOperation? operation = constant.HasValue ? null : model.GetOperation(value).Unconverted();
        return operation switch
        {
            IDefaultValueOperation when _services.Known.IsAddress(operation.Type) => new Optional<object?>(0L),
            IObjectCreationOperation { Arguments.Length: 0 } when _services.Known.IsAddress(operation.Type) => new Optional<object?>(0L),
            IObjectCreationOperation { Arguments: { Length: 1 } arguments } when _services.Known.IsAddress(operation.Type) => arguments[0].Value.ConstantValue,
            _ => constant,
        };
    }

    /// <summary>Whether a constructor may write a member: nothing else can.</summary>
    private static bool IsSetIn(SyntaxNode type, ISymbol member) =>
        type.ChildNodes().OfType<ConstructorDeclarationSyntax>().SelectMany(constructor => constructor.DescendantNodes()).OfType<SimpleNameSyntax>()
            .Any(name => name.Identifier.ValueText == member.Name && MayWrite(name));

    /// <summary>Whether a name stands where its member may be given a value.</summary>
    public static bool MayWrite(SimpleNameSyntax name)
    {
        SyntaxNode node = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return node.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == node,
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax,
            PrefixUnaryExpressionSyntax unary => unary.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression,
            PostfixUnaryExpressionSyntax unary => !unary.IsKind(SyntaxKind.SuppressNullableWarningExpression),
            RefExpressionSyntax => true,
            _ => false,
        };
    }
}
