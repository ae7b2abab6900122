using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>
/// Ends what a field keeps where the type ends: before the field is emptied, in the method that ends what another field keeps, or in
/// Dispose. Where a type has no such place, or several, only its author knows.
/// </summary>
internal static class FieldEnds
{
    public static IEnumerable<SyntaxNode> Release(FindingSite site)
    {
        if (site.Related.Length != 2
            || site.Related[1].FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { } declarator
            || declarator.Parent?.Parent is not FieldDeclarationSyntax { Parent: TypeDeclarationSyntax type }
            || site.Model.GetDeclaredSymbol(declarator, site.Cancellation) is not IFieldSymbol { IsStatic: false } field
            || AssignmentOf(site, field) is not { } assignment
            || EndOf(site, type, field) is not { } place
            || StatementList.Around(place) is not { } list
            || list.Statements.Take(list.Index).Any(MayLeave)
            || ReleaseOf(site, type, field, assignment, place) is not { } release)
        {
            yield break;
        }

        yield return LeavingStatements.InsertBefore(site, list, list.Index, release);
    }

    // The one assignment that fills the field: of the acquisition itself.
    private static AssignmentExpressionSyntax? AssignmentOf(FindingSite site, IFieldSymbol field) =>
        site.Flagged.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
            Left: IdentifierNameSyntax left } assignment
        && assignment.Right == site.Flagged
        && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(left, site.Cancellation).Symbol, field)
            ? assignment
            : null;

    private static IEnumerable<IdentifierNameSyntax> Places(FindingSite site, SyntaxNode type, ISymbol field) => type.DescendantNodes()
        .OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == field.Name)
        .Where(name => SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name, site.Cancellation).Symbol, field));

    /// <summary>The statement before which the field is to be ended.</summary>
    private static StatementSyntax? EndOf(FindingSite site, TypeDeclarationSyntax type, IFieldSymbol field)
    {
        AssignmentExpressionSyntax[] writes = Places(site, type, field)
            .Select(name => name.Parent)
            .OfType<AssignmentExpressionSyntax>()
            .Where(assignment => assignment.Left is IdentifierNameSyntax left && left.Identifier.ValueText == field.Name)
            .ToArray();
        AssignmentExpressionSyntax[] emptied = writes.Where(assignment => IsEmpty(assignment.Right)).ToArray();
        if (writes.Length != emptied.Length + 1)
        {
            return null; // filled in several ways
        }

        if (emptied.Length > 0)
        {
            return emptied.Length == 1 && IsInMethod(emptied[0].Parent) ? (StatementSyntax)emptied[0].Parent! : null;
        }

        StatementSyntax[] firsts = type.Members.OfType<MethodDeclarationSyntax>()
            .Select(method => method.Body?.Statements.FirstOrDefault(statement => EndsSomething(site, statement, field)))
            .OfType<StatementSyntax>()
            .ToArray();
        StatementSyntax[] inDispose = firsts
            .Where(statement => statement.Parent is BlockSyntax { Parent: MethodDeclarationSyntax { Identifier.ValueText: "Dispose" } })
            .ToArray();
        return firsts.Length == 1 ? firsts[0] : inDispose.Length == 1 ? inDispose[0] : null;
    }

    private static bool IsInMethod(SyntaxNode? statement) =>
        statement is ExpressionStatementSyntax { Parent: BlockSyntax { Parent: MethodDeclarationSyntax } };

    private static bool IsEmpty(ExpressionSyntax value) =>
        value is DefaultExpressionSyntax || value.Kind() is SyntaxKind.DefaultLiteralExpression or SyntaxKind.NullLiteralExpression;

    /// <summary>Whether a statement ends or gives back what another field of the object keeps.</summary>
    private static bool EndsSomething(FindingSite site, StatementSyntax statement, IFieldSymbol field) =>
        statement is ExpressionStatementSyntax or IfStatementSyntax
        && statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            call.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is null
            && EndedBy(site, call) is { } ended
            && site.Model.GetSymbolInfo(ended, site.Cancellation).Symbol is IFieldSymbol { IsStatic: false } other
            && SymbolEqualityComparer.Default.Equals(other.ContainingType, field.ContainingType));

    private static ExpressionSyntax? EndedBy(FindingSite site, InvocationExpressionSyntax call)
    {
        if (site.OperationOf(site.Model.GetOperation(call, site.Cancellation)) is HalOperation.Unshare or HalOperation.DmaDealloc)
        {
            ExpressionSyntax? address = FindingSite.Argument(site.Model.GetOperation(call, site.Cancellation), "paddr");
            return address is MemberAccessExpressionSyntax part ? part.Expression : address;
        }

        return call switch
        {
            { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "Unshare" or "Deallocate" } access } =>
                access.Expression,
            { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Dispose" },
                Parent: ConditionalAccessExpressionSyntax sure } => sure.Expression,
            _ => null,
        };
    }

    private static bool MayLeave(StatementSyntax statement) => statement.DescendantNodesAndSelf()
        .Any(node => node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or GotoStatementSyntax);

    private static string? ReleaseOf(
        FindingSite site, TypeDeclarationSyntax type, IFieldSymbol field, AssignmentExpressionSyntax assignment, StatementSyntax place)
    {
        string name = field.Name;
        if (site.Known.DmaBaseOf(field.Type) is not null)
        {
            return field.Type.NullableAnnotation == NullableAnnotation.Annotated ? $"{name}?.Dispose();"
                : IsFilledByConstructor(field, assignment) ? $"{name}.Dispose();"
                : null;
        }

        string? address = null;
        string? ending = null;
        if (KnownTypes.Is(field.Type, site.Known.Shared))
        {
            (address, ending) = ($"{name}.Paddr", $"{name}.Unshare();");
        }
        else if (site.Model.GetOperation(site.Flagged, site.Cancellation) is { } operation
            && Flow.Release.ReceiverOf(operation) is { } receiver)
        {
            if (site.Known.IsAddress(field.Type) && Told(site, type, operation, "buffer") is { } buffer
                && Told(site, type, operation, "direction") is { } direction)
            {
                (address, ending) = (name, $"{receiver}Unshare({name}, {buffer}, {direction});");
            }
            else if (SymbolEqualityComparer.Default.Equals(field.Type, site.Known.DmaAllocation)
                && Told(site, type, operation, "pages") is { } pages)
            {
                (address, ending) = ($"{name}.Paddr", $"_ = {receiver}DmaDealloc({name}.Paddr, {name}.Vaddr, {pages});");
            }
        }

        if (ending is null || field.IsReadOnly)
        {
            // What cannot be emptied would be ended twice where Dispose runs twice, unless the type does not provide for that anyway.
            return ending is not null && IsFilledByConstructor(field, assignment)
                && !SymbolEqualityComparer.Default.Equals(field.Type, site.Known.DmaAllocation)
                && EndsShare(place)
                    ? ending
                    : null;
        }

        // It may never have been filled, or be ended a second time.
        StatementSyntax filling = assignment.FirstAncestorOrSelf<StatementSyntax>()!;
        bool isEmptied = Places(site, place, field).Any();
        string body = isEmptied ? ending : $"{ending}\n{Layout.UnitAround(filling)}{name} = default;";
        return Layout.Block($"if ({address} != default)", body, filling);
    }

    private static bool EndsShare(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: var called } }
        && called is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Unshare" }
            or IdentifierNameSyntax { Identifier.ValueText: "Unshare" };

    private static bool IsFilledByConstructor(IFieldSymbol field, AssignmentExpressionSyntax assignment) =>
        field.IsReadOnly && assignment.Parent is ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax } };

    /// <summary>What the acquisition was told, in terms that mean the same in every member of the object.</summary>
    private static string? Told(FindingSite site, TypeDeclarationSyntax type, IOperation operation, string parameter)
    {
        if (FindingSite.Argument(operation, parameter) is not { } told || !StableExpression.IsStable(site, told))
        {
            return null;
        }

        if (site.Model.GetSymbolInfo(told, site.Cancellation).Symbol is IParameterSymbol given)
        {
            // The constructor keeps it: _buffer = buffer;
            AssignmentExpressionSyntax[] kept = StableExpression.Function(told)!.DescendantNodes().OfType<AssignmentExpressionSyntax>()
                .Where(assignment =>
                    SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(assignment.Right, site.Cancellation).Symbol, given))
                .Where(assignment =>
                    site.Model.GetSymbolInfo(assignment.Left, site.Cancellation).Symbol is IFieldSymbol { IsReadOnly: true, IsStatic: false })
                .ToArray();
            return kept.Length == 1 && kept[0].Left is IdentifierNameSyntax field ? field.Identifier.Text : null;
        }

        return told.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .All(name => site.Model.GetSymbolInfo(name, site.Cancellation).Symbol is not (ILocalSymbol or IParameterSymbol))
            ? told.ToString()
            : null;
    }
}
