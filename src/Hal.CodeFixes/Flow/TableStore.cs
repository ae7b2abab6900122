using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>The statement that puts a value into a local table: <c>table[i] = value;</c>, <c>slots.Add(value);</c>.</summary>
internal sealed class TableStore
{
    private TableStore(StatementSyntax statement, ILocalSymbol table, ITypeSymbol elementType, ExpressionSyntax? index)
    {
        Statement = statement;
        Table = table;
        ElementType = elementType;
        Index = index;
    }

    public StatementSyntax Statement { get; }

    public ILocalSymbol Table { get; }

    public ITypeSymbol ElementType { get; }

    /// <summary>The index of the element; null for a list, to whose end it is added.</summary>
    public ExpressionSyntax? Index { get; }

    public bool IsIndexed => Index is not null;

    /// <summary>The statement that puts this value into a table, or null.</summary>
    public static TableStore? Of(FindingSite site, SyntaxNode value)
    {
        while (value.Parent is ParenthesizedExpressionSyntax)
        {
            value = value.Parent;
        }

        ExpressionSyntax? table = value.Parent switch
        {
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
                Left: ElementAccessExpressionSyntax element } assignment
                when assignment.Right == value => element.Expression,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } } =>
                access.Expression,
            _ => null,
        };
        return table is IdentifierNameSyntax name && At(site, name) is { } store ? store : null;
    }

    /// <summary>The statement that puts something into a table at this name of the table, or null.</summary>
    public static TableStore? At(FindingSite site, IdentifierNameSyntax table)
    {
        if (site.Model.GetSymbolInfo(table, site.Cancellation).Symbol is not ILocalSymbol { IsRef: false } local)
        {
            return null;
        }

        switch (table.Parent)
        {
            case ElementAccessExpressionSyntax
            {
                ArgumentList.Arguments: { Count: 1 } index,
                Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
                    Parent: ExpressionStatementSyntax statement } assignment
            } element when assignment.Left == element && ElementOfArray(site, local.Type) is { } type:
                return new TableStore(statement, local, type, index[0].Expression);
            case MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "Add" or "Push" or "Enqueue",
                Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1, Parent: ExpressionStatementSyntax statement }
            } access when access.Expression == table && ElementOfList(local.Type) is { } type:
                return new TableStore(statement, local, type, index: null);
            default:
                return null;
        }
    }

    /// <summary>The declaration of a table that makes it, empty; null where it comes from elsewhere.</summary>
    public static LocalDeclarationStatementSyntax? CreationOf(FindingSite site, ILocalSymbol table) =>
        table.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(site.Cancellation) is VariableDeclaratorSyntax
        {
            Initializer.Value: ArrayCreationExpressionSyntax { Initializer: null }
                or StackAllocArrayCreationExpressionSyntax { Initializer: null }
                or BaseObjectCreationExpressionSyntax { Initializer: null }
        } declarator
        && declarator.Initializer.Value is var value
        && (value is not BaseObjectCreationExpressionSyntax || IsEmpty(site, value))
            ? declarator.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>()
            : null;

    // A list made with a capacity, not from a collection.
    private static bool IsEmpty(FindingSite site, ExpressionSyntax creation) =>
        site.Model.GetSymbolInfo(creation, site.Cancellation).Symbol is IMethodSymbol constructor
        && constructor.Parameters.All(parameter => parameter.Type.SpecialType == SpecialType.System_Int32);

    private static ITypeSymbol? ElementOfArray(FindingSite site, ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol span when KnownTypes.Is(span, site.Known.Span) => span.TypeArguments[0],
        _ => null,
    };

    private static ITypeSymbol? ElementOfList(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "List" or "Stack" or "Queue", TypeArguments: { Length: 1 } arguments } list
        && list.ContainingNamespace.ToDisplayString() == "System.Collections.Generic"
            ? arguments[0]
            : null;
}
