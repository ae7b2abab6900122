using System;
using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Transfer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Implementation;

/// <summary>
/// Walks through Share or Unshare as they run for one direction, and sees whether the buffer is copied. A condition on the direction goes
/// one way, every other goes both.
/// </summary>
internal sealed class CopyWalk
{
    private const int MostDepth = 5;

    private readonly HalSource _hal;
    private readonly bool _isIn;
    private readonly int _depth;
    private readonly DirectionValues _values;
    private readonly HashSet<ISymbol> _buffers = new(SymbolEqualityComparer.Default);

    // Of the loops and switches around, whether a break leaves them.
    private readonly Stack<bool> _breaks = new();
    private bool _hasReturned;

    private CopyWalk(HalSource hal, bool isIn, int depth, DirectionValues values, Result result)
    {
        _hal = hal;
        _isIn = isIn;
        _depth = depth;
        _values = values;
        Seen = result;
    }

    private Result Seen { get; }

    /// <summary>What Share, where <paramref name="isIn"/>, or Unshare does for a direction.</summary>
    public static Result Run(HalSource hal, IMethodSymbol method, IOperation body, int direction, bool isIn)
    {
        var result = new Result();
        IParameterSymbol buffer = method.Parameters[isIn ? 0 : 1];
        IParameterSymbol parameter = method.Parameters[isIn ? 1 : 2];
        var walk = new CopyWalk(hal, isIn, 0,
            new DirectionValues(hal, new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default) { [parameter] = direction }), result);
        result.Returns |= walk.Enter(body, new ISymbol[] { buffer });
        return result;
    }

    /// <returns>Whether the body is left other than by an exception.</returns>
    private bool Enter(IOperation body, IEnumerable<ISymbol> buffers)
    {
        _buffers.UnionWith(buffers);
        AddAliases(body);

        // Jumps make a path that is not the order of the text; a parameter that is assigned is no longer the direction.
        if (body.DescendantsAndSelf().Any(operation =>
            operation is ILabeledOperation or IBranchOperation { BranchKind: BranchKind.GoTo } or
            IAssignmentOperation { Target: IParameterReferenceOperation }))
        {
            Seen.IsUnknown = true;
        }

        bool ends = body.ChildOperations.All(Visit);
        return ends || _hasReturned;
    }

    /// <summary>Variables that hold the buffer, a span over it or a pointer into it.</summary>
    private void AddAliases(IOperation body)
    {
        bool isNew = true;
        while (isNew)
        {
            isNew = false;
            foreach (IOperation operation in body.DescendantsAndSelf())
            {
                ILocalSymbol? variable = operation switch
                {
                    IVariableDeclaratorOperation declarator => declarator.Symbol,
                    ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local,
                    _ => null,
                };
                IOperation? value = operation is ISimpleAssignmentOperation assignment ? assignment.Value
                    : (operation as IVariableDeclaratorOperation)?.GetVariableInitializer()?.Value;
                if (variable is not null && value is not null && !IsPlain(variable.Type) && !_buffers.Contains(variable) && Mentions(value))
                {
                    _buffers.Add(variable);
                    isNew = true;
                }
            }
        }
    }

    private static bool IsPlain(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Boolean or SpecialType.System_String or SpecialType.System_Byte;

    /// <summary>Whether an expression has the buffer's memory in it: more than its length.</summary>
    private bool Mentions(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return _buffers.Contains(local.Local);
            case IParameterReferenceOperation parameter:
                return _buffers.Contains(parameter.Parameter);
            case IPropertyReferenceOperation { Property.Name: "Length" or "IsEmpty" }:
                return false;
            default:
                return operation.ChildOperations.Any(Mentions);
        }
    }

    /// <returns>Whether what follows is reached.</returns>
    private bool Visit(IOperation operation)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation or ILocalFunctionOperation:
                Seen.MayCopy |= operation.DescendantsAndSelf().Any(Mentions);
                return true;
            case IConditionalOperation conditional:
                return VisitChoice(conditional.Condition, conditional.WhenTrue, conditional.WhenFalse);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary:
                bool isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
                return Visit(binary.LeftOperand) && (_values.Truth(binary.LeftOperand) == !isAnd || Visit(binary.RightOperand));
            case IReturnOperation @return:
                if (@return.ReturnedValue is { } value && !Visit(value))
                {
                    return false;
                }

                _hasReturned = true;
                if (_depth == 0)
                {
                    Seen.ReturnSites.Add(@return.Syntax);
                }

                return false;
            case IThrowOperation:
                return false;
            case IBranchOperation branch:
                if (branch.BranchKind == BranchKind.Break && _breaks.Count > 0)
                {
                    _breaks.Pop();
                    _breaks.Push(true);
                }

                return false;
            case ISwitchOperation @switch:
                return VisitSwitch(@switch);
            case ISwitchExpressionOperation @switch:
                return VisitSwitchExpression(@switch);
            case ILoopOperation loop:
                return VisitLoop(loop);
            case ITryOperation @try:
                return VisitTry(@try);
            default:
                foreach (IOperation child in operation.ChildOperations)
                {
                    if (!Visit(child))
                    {
                        return false;
                    }
                }

                return Note(operation);
        }
    }

    private bool VisitChoice(IOperation condition, IOperation whenTrue, IOperation? whenFalse)
    {
        if (!Visit(condition))
        {
            return false;
        }

        bool? truth = _values.Truth(condition);
        bool afterTrue = truth != false && Visit(whenTrue);
        bool afterFalse = truth != true && (whenFalse is null || Visit(whenFalse));
        return afterTrue || afterFalse;
    }

    private bool VisitSwitch(ISwitchOperation @switch)
    {
        if (!Visit(@switch.Value))
        {
            return false;
        }

        _breaks.Push(false);
        bool isCertain = false;
        bool after = false;
        ISwitchCaseOperation? fallback = null;
        foreach (ISwitchCaseOperation section in @switch.Cases)
        {
            if (section.Clauses.Any(clause => clause.CaseKind == CaseKind.Default))
            {
                fallback = section;
            }

            bool?[] matches = section.Clauses.Where(clause => clause.CaseKind != CaseKind.Default).Select(clause =>
                _values.Matches(@switch.Value, clause)).ToArray();
            if (isCertain || matches.All(match => match == false))
            {
                continue;
            }

            after |= VisitAll(section.Body);
            isCertain = matches.Any(match => match == true);
        }

        if (!isCertain)
        {
            after |= fallback is null || VisitAll(fallback.Body);
        }

        return _breaks.Pop() | after;
    }

    private bool VisitAll(IEnumerable<IOperation> statements) => statements.All(Visit);

    private bool VisitSwitchExpression(ISwitchExpressionOperation @switch)
    {
        if (!Visit(@switch.Value))
        {
            return false;
        }

        bool after = false;
        foreach (ISwitchExpressionArmOperation arm in @switch.Arms)
        {
            bool? match = arm.Guard is null ? _values.Matches(@switch.Value, arm.Pattern)
                : _values.Matches(@switch.Value, arm.Pattern) == false ? false : null;
            if (match == false)
            {
                continue;
            }

            after |= Visit(arm.Value);
            if (match == true)
            {
                return after;
            }
        }

        return after;
    }

    private bool VisitLoop(ILoopOperation loop)
    {
        Note(loop);
        _breaks.Push(false);
        bool isEndless = loop is IWhileLoopOperation { Condition.ConstantValue: { HasValue: true, Value: true } } or
            IForLoopOperation { Condition: null };
        foreach (IOperation child in loop.ChildOperations)
        {
            // The body may run no time at all, or be left by continue.
            Visit(child);
        }

        return _breaks.Pop() | !isEndless;
    }

    private bool VisitTry(ITryOperation @try)
    {
        bool after = Visit(@try.Body);
        foreach (ICatchClauseOperation handler in @try.Catches)
        {
            after |= Visit(handler.Handler);
        }

        return (@try.Finally is null || Visit(@try.Finally)) && after;
    }

    /// <summary>What one operation does, its parts aside.</summary>
    private bool Note(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                return NoteCall(call);
            case IObjectCreationOperation creation when creation.Arguments.Any(argument => Mentions(argument.Value)):
                Seen.MayCopy |= !IsView(creation.Type);
                return true;
            case IAssignmentOperation assignment when IsElement(assignment.Target) || IsElement(assignment.Value):
                // One element after the other: slot[i] = buffer[i].
                NoteTransfer(from: Mentions(assignment.Value) && IsElement(assignment.Value), to: Mentions(assignment.Target) &&
                    IsElement(assignment.Target), operation);
                return true;
            case IForEachLoopOperation loop when Mentions(loop.Collection):
                Seen.MayCopy = true;
                return true;
            case not IAssignmentOperation when IsElement(operation) && operation.Parent is not IAssignmentOperation && Mentions(operation):
                // A byte of the buffer that goes on by another way.
                Seen.MayCopy = true;
                return true;
            case IDynamicInvocationOperation or IFunctionPointerInvocationOperation when operation.ChildOperations.Any(Mentions):
                Seen.MayCopy = true;
                return true;
            default:
                return true;
        }
    }

    private bool NoteCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (NeverReturns.Is(method, out _))
        {
            return false;
        }

        if (_hal.BodyOf(method) is { } body)
        {
            return Follow(call, body);
        }

        bool fromInstance = call.Instance is { } instance && Mentions(instance);
        if (!fromInstance && !call.Arguments.Any(argument => Mentions(argument.Value)))
        {
            return true;
        }

        if (Copied(call) is var (source, destination))
        {
            NoteTransfer(source is not null && Mentions(source), destination is not null && Mentions(destination), call);
            return true;
        }

        bool isHarmless = IsView(method.ContainingType) ||
            method.Name is "AsSpan" or "CreateSpan" or "Clear" or "Fill" or "GetReference" or "ToString" or "Equals" or "GetHashCode" ||
            method.ContainingType.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true;
        Seen.MayCopy |= !isHarmless;
        return true;
    }

    /// <summary>A method of this compilation is walked through with what it is given.</summary>
    private bool Follow(IInvocationOperation call, IOperation body)
    {
        if (_depth >= MostDepth)
        {
            Seen.MayCopy |= call.Arguments.Any(argument => Mentions(argument.Value));
            return true;
        }

        var known = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        var buffers = new List<ISymbol>();
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter?.OriginalDefinition is not { } parameter)
            {
                continue;
            }

            if (_values.Number(argument.Value) is { } number)
            {
                known[parameter] = number;
            }
            else if (_values.Truth(argument.Value) is { } truth)
            {
                known[parameter] = truth ? 1 : 0;
            }

            if (!IsPlain(parameter.Type) && Mentions(argument.Value))
            {
                buffers.Add(parameter);
            }
        }

        var inner = new CopyWalk(_hal, _isIn, _depth + 1, new DirectionValues(_hal, known), Seen);
        return inner.Enter(body, buffers);
    }

    private void NoteTransfer(bool from, bool to, IOperation site)
    {
        if (_isIn ? from && !to : to && !from)
        {
            Seen.Copies.Add(site.Syntax);
        }
    }

    /// <summary>What a call copies from and to, where it is one of the framework that copies.</summary>
    private static (IOperation? Source, IOperation? Destination)? Copied(IInvocationOperation call)
    {
        string type = call.TargetMethod.ContainingType.Name;
        IOperation? Argument(int ordinal) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;
        return call.TargetMethod.Name switch
        {
            "CopyTo" or "TryCopyTo" => call.Instance is null ? (Argument(0), Argument(1)) : (call.Instance, Argument(0)),
            "MemoryCopy" when type == "Buffer" => (Argument(0), Argument(1)),
            "Copy" when type == "NativeMemory" => (Argument(0), Argument(1)),
            "CopyBlock" or "CopyBlockUnaligned" when type == "Unsafe" => (Argument(1), Argument(0)),
            "memcpy" or "memmove" => (Argument(1), Argument(0)),
            "Copy" when type == "Marshal" && call.Arguments.Length == 4 => call.TargetMethod.Parameters[0].Type is IArrayTypeSymbol
                ? (Argument(0), Argument(2)) : (Argument(0), Argument(1)),
            _ => null,
        };
    }

    /// <summary>Whether an expression names memory by index or pointer.</summary>
    private static bool IsElement(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation is IPropertyReferenceOperation { Property.IsIndexer: true } or IArrayElementReferenceOperation or
            { Kind: OperationKind.None };
    }

    /// <summary>Whether a type is a view of memory or a name for it: to make one copies nothing.</summary>
    private bool IsView(ITypeSymbol? type) =>
        Semantics.KnownTypes.Is(type, _hal.Known.DmaBuffer) || Semantics.KnownTypes.Is(type, _hal.Known.PhysAddr) ||
            _hal.Known.IsSpan(type) ||
        type is { ContainingNamespace.Name: "System", Name: "UIntPtr" or "IntPtr" or "Math" };

    /// <summary>What is reached for one direction.</summary>
    public sealed class Result
    {
        /// <summary>Where the buffer is certainly copied: into the HAL's memory by Share, out of it by Unshare.</summary>
        public HashSet<SyntaxNode> Copies { get; } = new();

        /// <summary>Whether code gets the buffer that is not seen, and may copy.</summary>
        public bool MayCopy { get; set; }

        /// <summary>Whether the call returns: a direction that is refused by an exception is not served.</summary>
        public bool Returns { get; set; }

        /// <summary>The returns that are reached.</summary>
        public HashSet<SyntaxNode> ReturnSites { get; } = new();

        /// <summary>Whether the code cannot be followed.</summary>
        public bool IsUnknown { get; set; }
    }
}
