using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Hal.CodeFixes.Implementation;

/// <summary>A call of an allocator that a rule on HALs has flagged.</summary>
internal sealed class AllocationSite
{
    private const string NativeMemory = "System.Runtime.InteropServices.NativeMemory";

    private readonly SemanticModel _model;

    private AllocationSite(SemanticModel model, InvocationExpressionSyntax call, IMethodSymbol method)
    {
        _model = model;
        Call = call;
        Method = method;
    }

    public InvocationExpressionSyntax Call { get; }

    public IMethodSymbol Method { get; }

    public bool IsNative => Method.ContainingType.ToDisplayString() == NativeMemory;

    public bool IsGarbageCollected => Method.ContainingType.ToDisplayString() == "System.GC";

    /// <summary>Whether failure is a null pointer: what is imported does not throw.</summary>
    public bool MayReturnNull => Method.IsExtern || Method.IsPartialDefinition;

    public static AllocationSite? At(SyntaxNode root, SemanticModel model, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax call &&
            model.GetSymbolInfo(call).Symbol is IMethodSymbol method
            ? new AllocationSite(model, call, method)
            : null;

    /// <summary>The statement that declares a variable for what the call returns, and the variable; null where there is none.</summary>
    public (LocalDeclarationStatementSyntax Statement, VariableDeclaratorSyntax Variable)? Variable
    {
        get
        {
            SyntaxNode value = Call;
            while (value.Parent is CastExpressionSyntax or ParenthesizedExpressionSyntax)
            {
                value = value.Parent;
            }

            return value.Parent is EqualsValueClauseSyntax
                {
                    Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1,
                        Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax } statement } } variable,
                }
                ? (statement, variable)
                : null;
        }
    }

    /// <summary>The number of bytes that is asked for, as an expression of type nuint; null where it cannot be written twice.</summary>
    public ExpressionSyntax? Size
    {
        get
        {
            ExpressionSyntax[] arguments = Call.ArgumentList.Arguments.Select(argument => argument.Expression).ToArray();
            if (Call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null) || !arguments.All(IsStable))
            {
                return null;
            }

            return (Method.Name, arguments.Length) switch
            {
                ("Alloc" or "AllocZeroed" or "malloc" or "valloc" or "pvalloc", 1) => Bare(arguments[0]),
                ("Alloc" or "AllocZeroed" or "calloc", 2) => Product(arguments[0], arguments[1]),
                ("AlignedAlloc" or "_aligned_malloc", 2) => Bare(arguments[0]),
                ("aligned_alloc" or "memalign", 2) => Bare(arguments[1]),
                ("AllocHGlobal" or "AllocCoTaskMem", 1) =>
                    SyntaxFactory.CastExpression(SyntaxFactory.ParseTypeName("nuint"), Operand(arguments[0])),
                _ => null,
            };
        }
    }

    /// <summary>The class for native memory, as the call names it, or in full for the simplifier.</summary>
    public ExpressionSyntax NativeMemoryClass => IsNative && Call.Expression is MemberAccessExpressionSyntax { Expression: var named }
        ? named.WithoutTrivia()
        : SyntaxFactory.ParseExpression("global::" + NativeMemory).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>The statement that clears what the variable points to.</summary>
    public StatementSyntax Clear(VariableDeclaratorSyntax variable, ExpressionSyntax size)
    {
        ExpressionSyntax pointer = SyntaxFactory.IdentifierName(variable.Identifier.WithoutTrivia());
        bool isPointer = _model.GetDeclaredSymbol(variable) is ILocalSymbol { Type: IPointerTypeSymbol };
        ExpressionSyntax start = isPointer ? pointer : SyntaxFactory.CastExpression(SyntaxFactory.ParseTypeName("void*"), pointer);
        StatementSyntax clear = SyntaxFactory.ExpressionStatement(SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, NativeMemoryClass,
                SyntaxFactory.IdentifierName("Clear")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(new[] { SyntaxFactory.Argument(start),
                SyntaxFactory.Argument(size) }))));
        if (MayReturnNull)
        {
            ExpressionSyntax none = isPointer ? SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression)
                : SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(0));
            clear = SyntaxFactory.IfStatement(SyntaxFactory.BinaryExpression(SyntaxKind.NotEqualsExpression, pointer, none),
                SyntaxFactory.Block(clear));
        }

        return clear.NormalizeWhitespace(eol: "\n").WithTrailingTrivia(SyntaxFactory.ElasticLineFeed).WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>Whether a variable that holds the memory is given no other later: then it is this memory that is cleared.</summary>
    public bool IsOnlyValueOf(VariableDeclaratorSyntax variable) => _model.GetDeclaredSymbol(variable) is { } symbol &&
        !variable.FirstAncestorOrSelf<BlockSyntax>()!.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(assignment => SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(assignment.Left).Symbol, symbol));

    private static ExpressionSyntax Bare(ExpressionSyntax expression) => expression.WithoutTrivia();

    private static ExpressionSyntax Product(ExpressionSyntax left, ExpressionSyntax right) =>
        SyntaxFactory.BinaryExpression(SyntaxKind.MultiplyExpression, Operand(left), Operand(right)).NormalizeWhitespace();

    private static ExpressionSyntax Operand(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax
            ? Bare(expression) : SyntaxFactory.ParenthesizedExpression(Bare(expression));

    /// <summary>Whether an expression has no effect, and the same value when it is evaluated again at once.</summary>
    private static bool IsStable(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().All(node =>
        node is not (InvocationExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or
            ObjectCreationExpressionSyntax or AwaitExpressionSyntax or AnonymousFunctionExpressionSyntax) &&
        !node.IsKind(SyntaxKind.PreIncrementExpression) && !node.IsKind(SyntaxKind.PreDecrementExpression));
}
