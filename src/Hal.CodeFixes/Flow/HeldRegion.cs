using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>
/// The statements that run while something is held, from its acquisition to its release. One construct around them, a try with a finally or a using, ends the duty on
/// every path; the releases within go, since they would be second ones.
/// </summary>
internal sealed class HeldRegion
{
    private static readonly Func<StatementSyntax, IEnumerable<StatementSyntax>> NoChange = statement => new[] { statement };

    private readonly Duty _duty;
    private readonly int _end;
    private readonly StatementSyntax? _release;
    private readonly ImmutableArray<StatementSyntax> _innerReleases;
    private readonly ImmutableArray<LocalDeclarationStatementSyntax> _usedAfter;

    private HeldRegion(
        Duty duty,
        int end,
        StatementSyntax? release,
        ImmutableArray<StatementSyntax> innerReleases,
        ImmutableArray<LocalDeclarationStatementSyntax> usedAfter)
    {
        _duty = duty;
        _end = end;
        _release = release;
        _innerReleases = innerReleases;
        _usedAfter = usedAfter;
    }

    private SyntaxList<StatementSyntax> Statements => _duty.List.Statements;

    private string NewLine => _duty.Site.NewLine;

    private string Indentation => Layout.IndentationOf(_duty.List.Statement);

    private string Unit => Layout.UnitAround(_duty.List.Statement);

    private IEnumerable<StatementSyntax> Held => Statements.Skip(_duty.Start).Take(_end - _duty.Start);

    private IEnumerable<StatementSyntax> After => Statements.Skip(_release is null ? _end : _end + 1);

    /// <summary>Where the duty can be ended for all paths; nothing where the code gives it away, jumps about, or works on after a release inside.</summary>
    public static IEnumerable<HeldRegion> Of(Duty duty)
    {
        SyntaxList<StatementSyntax> statements = duty.List.Statements;
        StatementSyntax[] rest = statements.Skip(duty.Start).ToArray();
        StatementSyntax[] releases = rest.SelectMany(statement => statement.DescendantNodesAndSelf().OfType<StatementSyntax>()).Where(duty.IsEndedBy).ToArray();
        StatementSyntax[] outer = releases.Where(release => release.Parent == duty.List.Statement.Parent).ToArray();
        if (outer.Length > 1 || rest.Any(Jumps) || rest.Any(CompletesLater) || Handover.IsPossible(duty, releases))
        {
            yield break;
        }

        // Without a release at the end of the straight path the duty lasts to the end, or to the value that is returned then.
        int last = statements.Count;
        int[] ends = outer.Length == 1 ? new[] { statements.IndexOf(outer[0]) }
            : last - 1 > duty.Start && statements[last - 1] is ReturnStatementSyntax { Expression: not null } ? new[] { last, last - 1 }
            : new[] { last };
        foreach (int end in ends)
        {
            ImmutableArray<StatementSyntax> inner = releases.Except(outer).ToImmutableArray();
            StatementSyntax[] held = statements.Skip(duty.Start).Take(end - duty.Start).ToArray();
            StatementSyntax[] after = statements.Skip(end + outer.Length).ToArray();
            if (inner.All(release => held.Any(statement => statement.Span.Contains(release.Span)) && MayWait(duty, release, held))
                && !held.Any(statement => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 })
                && UsedAfter(duty, held, after) is { } usedAfter)
            {
                yield return new HeldRegion(duty, end, outer.FirstOrDefault(), inner, usedAfter);
            }
        }
    }

    /// <summary>The root with the statements in a try, and the duty ended in its finally.</summary>
    /// <param name="release">The call that ends it, where the code has none to move there; null where none can be written.</param>
    public SyntaxNode? InFinally(Release? release)
    {
        if (_release is not null)
        {
            return Around(Prepare(rename: null), "try", NoChange, Layout.Indent(Layout.WithoutBlankLinesBefore(_release), Unit));
        }

        if (release is null)
        {
            return null;
        }

        Tracked tracked = Prepare(rename: null);
        return tracked.Held.Length > 0
            ? Around(tracked, "try", release.Acquire, Layout.Statement(release.Text, Indentation + Unit, NewLine))
            : tracked.List.With(tracked.List.Statements.Take(tracked.List.Index)
                .Concat(release.Acquire(tracked.List.Statement))
                .Append(Layout.Statement(release.Text, Indentation, NewLine))
                .Concat(tracked.List.Statements.Skip(tracked.List.Index + 1)));
    }

    /// <summary>The root with the duty in a scope: a using declaration where the block ends with the duty, a using statement where it goes on.</summary>
    /// <param name="declaration"><c>var shared = new SharedScope&lt;THal&gt;(buffer, direction)</c>.</param>
    /// <param name="address">What stands for the address now; null where the holder keeps its name.</param>
    public SyntaxNode? InScope(string declaration, string? address)
    {
        if (address is not null && After.Any(statement => HolderUses(statement).Any()))
        {
            return null;
        }

        Tracked tracked = Prepare(address);
        StatementSyntax old = _duty.List.Statement;
        if (!After.Skip(1).Any() && After.All(statement => statement is ReturnStatementSyntax && !Touches(statement)))
        {
            StatementSyntax scope = (old is LocalDeclarationStatementSyntax { Declaration: var kept } local && address is null && kept.ToString() == declaration
                    ? (StatementSyntax)local.WithoutLeadingTrivia().WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space))
                    : Layout.Statement($"using {declaration};", string.Empty, NewLine))
                .WithTriviaFrom(old);
            IEnumerable<StatementSyntax> before = Statements.Take(_duty.List.Index);
            return tracked.List.With(before.Append(scope).Concat(tracked.Held).Concat(tracked.After(NewLine, needsBlankLine: false)));
        }

        return Around(tracked, $"using ({declaration})", static _ => Array.Empty<StatementSyntax>(), ending: null);
    }

    /// <summary>Whether the address is used, other than to release it, where a path that leaks may have passed.</summary>
    public bool IsUsedBefore(IEnumerable<SyntaxNode> places)
    {
        SyntaxNode[] uses = Held.SelectMany(HolderUses).Where(use => !IsComparison(use)).ToArray();
        return places.Any(place => uses.Any(use => use.SpanStart < place.Span.End
            || use.Ancestors().Any(node => StableExpression.IsLoop(node) && node.Span.Contains(place.Span) && !node.Span.Contains(_duty.List.Statement.Span))));
    }

    // A jump into or out of the region by label; case labels stay inside their switch.
    private static bool Jumps(StatementSyntax statement) =>
        statement.DescendantNodesAndSelf().Any(node => node is LabeledStatementSyntax or GotoStatementSyntax { CaseOrDefaultKeyword.RawKind: 0 });

    // A delegate that releases something runs when the device is done: after the method, whose end is then no time to release either.
    private static bool CompletesLater(StatementSyntax statement) => statement.DescendantNodesAndSelf()
        .OfType<AnonymousFunctionExpressionSyntax>()
        .SelectMany(function => function.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
        .Any(access => access.Name.Identifier.ValueText is "Unshare" or "DmaDealloc" or "Dispose" or "Deallocate");

    /// <summary>Whether a release inside can be left to the end of the region: it stands on a path that leaves, or nothing after it touches what it gave back.</summary>
    private static bool MayWait(Duty duty, StatementSyntax release, StatementSyntax[] held)
    {
        foreach (SyntaxNode node in release.Ancestors().TakeWhile(node => node != duty.List.Statement.Parent))
        {
            if (node is not (BlockSyntax or IfStatementSyntax or ElseClauseSyntax or SwitchSectionSyntax or SwitchStatementSyntax or LockStatementSyntax or CheckedStatementSyntax
                or TryStatementSyntax or CatchClauseSyntax))
            {
                return false;
            }
        }

        if (release.Parent is not (BlockSyntax or SwitchSectionSyntax))
        {
            return false;
        }

        HashSet<string> names = new(duty.BufferNames());
        StatementSyntax[] following = release.Parent.ChildNodes().OfType<StatementSyntax>().SkipWhile(statement => statement != release).Skip(1).ToArray();
        bool leaves = following.LastOrDefault() is ReturnStatementSyntax or ThrowStatementSyntax;
        IEnumerable<SyntaxNode> reached = leaves ? following : held.SelectMany(statement => statement.DescendantNodesAndSelf()).Where(node => node.SpanStart > release.Span.End);
        return !reached.Any(node => node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name =>
            names.Contains(name.Identifier.ValueText) && !name.Ancestors().OfType<StatementSyntax>().Any(duty.IsEndedBy)));
    }

    /// <summary>The declarations to put before the region because the code after it uses them; null where one cannot be moved.</summary>
    private static ImmutableArray<LocalDeclarationStatementSyntax>? UsedAfter(Duty duty, StatementSyntax[] held, StatementSyntax[] after)
    {
        HashSet<string> names = new(after.SelectMany(statement => statement.DescendantNodes().OfType<IdentifierNameSyntax>()).Select(name => name.Identifier.ValueText));
        ImmutableArray<LocalDeclarationStatementSyntax>.Builder moved = ImmutableArray.CreateBuilder<LocalDeclarationStatementSyntax>();
        foreach (StatementSyntax statement in held)
        {
            foreach (ISymbol symbol in duty.Site.Model.AnalyzeDataFlow(statement) is { Succeeded: true } flow ? flow.VariablesDeclared : ImmutableArray<ISymbol>.Empty)
            {
                if (!names.Contains(symbol.Name))
                {
                    continue;
                }

                if (statement is LocalDeclarationStatementSyntax { IsConst: false, Declaration: { Variables: { Count: 1 } variables, Type: not (RefTypeSyntax or ScopedTypeSyntax) } } declaration
                    && variables[0].Identifier.ValueText == symbol.Name
                    && symbol is ILocalSymbol { Type: { IsAnonymousType: false, TypeKind: not TypeKind.Error } }
                    && variables[0].Initializer?.Value is not (InitializerExpressionSyntax or StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax))
                {
                    moved.Add(declaration);
                }
                else if (statement.Parent == duty.List.Statement.Parent && IsVisibleAfter(statement, symbol))
                {
                    return null;
                }
            }

            if (statement is LocalFunctionStatementSyntax function && names.Contains(function.Identifier.ValueText))
            {
                return null;
            }
        }

        return moved.ToImmutable();
    }

    // Variables of expressions belong to the list that their statement stands in, but not those of nested blocks, loops and usings.
    private static bool IsVisibleAfter(StatementSyntax statement, ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration
        && declaration.Ancestors().TakeWhile(node => node != statement).All(node => node is not StatementSyntax || node.Parent == statement.Parent);

    private static bool IsComparison(SyntaxNode use)
    {
        SyntaxNode node = use;
        while (node.Parent is ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax)
        {
            node = node.Parent;
        }

        return node.Parent is BinaryExpressionSyntax binary && binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression;
    }

    private bool Touches(StatementSyntax statement)
    {
        HashSet<string> names = new(_duty.BufferNames());
        return statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText));
    }

    private IEnumerable<IdentifierNameSyntax> HolderUses(StatementSyntax statement) => statement.DescendantNodesAndSelf()
        .OfType<IdentifierNameSyntax>()
        .Where(_duty.IsHolder)
        .Where(name => !name.Ancestors().OfType<StatementSyntax>().Any(_duty.IsEndedBy));

    /// <summary>The root without the inner releases, and with the holder renamed.</summary>
    private Tracked Prepare(string? rename)
    {
        SyntaxNode root = _duty.Site.Root;
        StatementSyntax[] held = Held.ToArray();
        StatementSyntax[] after = After.ToArray();
        IdentifierNameSyntax[] uses = rename is null ? Array.Empty<IdentifierNameSyntax>() : held.SelectMany(HolderUses).ToArray();
        StatementSyntax owner = _duty.List.Statement;
        root = root.TrackNodes(held.Concat(after).Concat(_innerReleases).Append<SyntaxNode>(owner).Concat(uses).Distinct());
        foreach (IdentifierNameSyntax use in uses)
        {
            IdentifierNameSyntax current = root.GetCurrentNode(use)!;
            root = root.ReplaceNode(current, SyntaxFactory.ParseExpression(rename!).WithTriviaFrom(current));
        }

        foreach (StatementSyntax release in _innerReleases)
        {
            root = InnerRelease.Remove(root, root.GetCurrentNode(release)!, NewLine);
        }

        // A statement that only released on a condition has become another one, or is gone.
        StatementList list = StatementList.Around(root.GetCurrentNode(owner)!)!;
        int afterCount = after.Length;
        int firstHeld = list.Index + (_duty.Start - _duty.List.Index);
        int firstAfter = list.Statements.Count - afterCount;
        int heldEnd = _release is null ? firstAfter : firstAfter - 1;
        return new Tracked(list, list.Statements.Skip(firstHeld).Take(heldEnd - firstHeld).ToArray(), list.Statements.Skip(firstAfter).ToArray());
    }

    private SyntaxNode Around(Tracked tracked, string head, Func<StatementSyntax, IEnumerable<StatementSyntax>> acquire, StatementSyntax? ending)
    {
        string open = Layout.OpensBracesInLine(_duty.List.Statement) ? " {" : "\n{";
        string close = Layout.OpensBracesInLine(_duty.List.Statement) ? "} " : "}\n";
        string text = ending is null ? $"{head}{open}\n}}" : $"{head}{open}\n{close}finally{open}\n}}";
        StatementSyntax around = Layout.Statement(text, Indentation, NewLine);
        var body = new List<StatementSyntax>();
        var declarations = new List<StatementSyntax>();
        HashSet<string> moved = new(_usedAfter.Select(declaration => declaration.Declaration.Variables[0].Identifier.ValueText));
        foreach (StatementSyntax statement in tracked.Held)
        {
            if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } && moved.Contains(variables[0].Identifier.ValueText))
            {
                string declaration = $"{TypeOf(variables[0].Identifier.ValueText)} {variables[0].Identifier.Text}";
                bool isLiteral = variables[0].Initializer is { Value: LiteralExpressionSyntax or DefaultExpressionSyntax };
                declarations.Add(isLiteral
                    ? Layout.WithoutBlankLinesBefore(statement)
                    : Layout.Statement(declaration + ";", Indentation, NewLine));
                if (!isLiteral && variables[0].Initializer is { } initializer)
                {
                    body.Add(Layout.Statement(
                        SyntaxFactory.AssignmentExpression(
                            SyntaxKind.SimpleAssignmentExpression,
                            SyntaxFactory.IdentifierName(variables[0].Identifier),
                            initializer.EqualsToken,
                            initializer.Value),
                        statement));
                }
            }
            else
            {
                body.Add(statement);
            }
        }

        if (body.Count > 0)
        {
            body[0] = Layout.WithoutBlankLinesBefore(body[0]);
        }

        if (ending is not null && declarations.Count == 0 && body.Count == 1 && body[0] is TryStatementSyntax { Finally: null } already)
        {
            // The code has the try; it lacks the finally.
            FinallyClauseSyntax end = ((TryStatementSyntax)around).Finally!;
            around = already.WithFinally(end.WithBlock(end.Block.WithStatements(SyntaxFactory.SingletonList(ending))));
            return tracked.List.With(tracked.List.Statements.Take(tracked.List.Index)
                .Concat(acquire(tracked.List.Statement))
                .Concat(tracked.List.Statements.Skip(tracked.List.Index + 1).Take(_duty.Start - _duty.List.Index - 1))
                .Append(around)
                .Concat(tracked.After(NewLine, needsBlankLine: true)));
        }

        SyntaxList<StatementSyntax> inside = SyntaxFactory.List(body.Select(statement => Layout.Indent(statement, Unit)));
        around = around switch
        {
            TryStatementSyntax { Finally: { } end } wrapped => wrapped
                .WithBlock(wrapped.Block.WithStatements(inside))
                .WithFinally(end.WithBlock(end.Block.WithStatements(SyntaxFactory.SingletonList(ending!)))),
            UsingStatementSyntax { Statement: BlockSyntax block } scope => scope
                .WithStatement(block.WithStatements(inside))
                .WithCloseParenToken(WithCommentsOf(scope.CloseParenToken, _duty.List.Statement)),
            _ => around,
        };
        IEnumerable<StatementSyntax> before = tracked.List.Statements.Take(tracked.List.Index);
        IEnumerable<StatementSyntax> test = tracked.List.Statements.Skip(tracked.List.Index + 1).Take(_duty.Start - _duty.List.Index - 1);
        StatementSyntax[] acquired = acquire(tracked.List.Statement).ToArray();
        if (acquired.Length == 0)
        {
            around = around.WithLeadingTrivia(_duty.List.Statement.GetLeadingTrivia());
        }

        declarations.Add(around);
        if (test.Any() || _duty.List.Statement is IfStatementSyntax)
        {
            declarations[0] = Layout.WithBlankLineBefore(declarations[0], NewLine);
        }

        return tracked.List.With(before.Concat(acquired).Concat(test).Concat(declarations).Concat(tracked.After(NewLine, needsBlankLine: true)));
    }

    // Behind 'using (...)' stand the comments that stood behind the acquisition, where its line ends there.
    private static SyntaxToken WithCommentsOf(SyntaxToken close, StatementSyntax acquisition)
    {
        SyntaxTriviaList comments = acquisition.GetTrailingTrivia();
        return close.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) && comments.Any(SyntaxKind.EndOfLineTrivia) ? close.WithTrailingTrivia(comments) : close;
    }

    private string TypeOf(string name)
    {
        LocalDeclarationStatementSyntax declaration = _usedAfter.First(declaration => declaration.Declaration.Variables[0].Identifier.ValueText == name);
        return declaration.Declaration.Type.IsVar && _duty.Site.Model.GetDeclaredSymbol(declaration.Declaration.Variables[0], _duty.Site.Cancellation) is ILocalSymbol local
            ? local.Type.ToMinimalDisplayString(_duty.Site.Model, declaration.SpanStart)
            : declaration.Declaration.Type.ToString();
    }

    /// <summary>The list of the duty, the statements of the region and those after it, in a root that has been changed.</summary>
    private sealed class Tracked
    {
        private readonly StatementSyntax[] _after;

        public Tracked(StatementList list, StatementSyntax[] held, StatementSyntax[] after)
        {
            List = list;
            Held = held;
            _after = after;
        }

        public StatementList List { get; }

        public StatementSyntax[] Held { get; }

        public IEnumerable<StatementSyntax> After(string newLine, bool needsBlankLine) => needsBlankLine
            ? _after.Select((statement, index) => index == 0 ? Layout.WithBlankLineBefore(statement, newLine) : statement)
            : _after;
    }
}
