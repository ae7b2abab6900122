using System;
using System.Collections.Generic;
using Hal.Analyzers.Flow.Batches;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>
/// Runs the operations of a block on a state: gives every expression its value, and changes what the state knows. This file is the table of
/// contents; locations, calls, pointers and patterns have their own.
/// </summary>
internal sealed partial class OperationEvaluator
{
    // Deeper than any expression a person writes; the engine's own stack must not overflow on a generated one.
    private const int MostDepth = 400;

    private readonly MethodContext _context;
    private readonly MethodShape _shape;
    private readonly TableOpenings _openings;
    private readonly IFlowHost _host;
    private readonly Dictionary<CaptureId, IOperation> _captured = new();
    private readonly Stack<Value> _patternInputs = new();
    private readonly HashSet<CaptureId> _assignedCaptures;
    private bool _isSilent;
    private int _depth;

    /// <param name="context">The tables of the method.</param>
    /// <param name="shape">Its variables.</param>
    /// <param name="openings">What it takes out of its tables.</param>
    /// <param name="assignedCaptures">The captures of its graph that are assigned through.</param>
    /// <param name="host">Who hears what happens.</param>
    public OperationEvaluator(MethodContext context, MethodShape shape, TableOpenings openings, HashSet<CaptureId> assignedCaptures, IFlowHost host)
    {
        _assignedCaptures = assignedCaptures;
        _context = context;
        _shape = shape;
        _openings = openings;
        _host = host;
        Tokens = new TokenTransitions(context, host);
    }

    public TokenTransitions Tokens { get; }

    public ValueTable Values => _context.Values;

    public KnownTypes Known => _context.Known;

    public MethodContext Context => _context;

    /// <summary>The state that operations change.</summary>
    public FlowState State { get; private set; } = null!;

    /// <summary>The ordinal of the block that is run: where new values are born.</summary>
    public int Block { get; private set; }

    /// <summary>How many operations were evaluated: the engine's work, whatever the machine.</summary>
    public long OperationCount { get; private set; }

    /// <summary>Whether the path ends in this block: a call that never returns.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Which of the ways through its calls the statement takes.</summary>
    public ChoiceSequence Choices { get; } = new();

    /// <summary>Ends the path in the operation that is evaluated.</summary>
    public void End() => HasEnded = true;

    /// <summary>Takes over what a call has checked, where that is possible at all.</summary>
    public void Learn(Value condition)
    {
        FlowState trial = State.Copy();
        if (_context.Conditions.Assume(trial, condition, true, Block))
        {
            _context.Conditions.Assume(State, condition, true, Block);
        }
    }

    /// <summary>Does something in another state.</summary>
    public void With(FlowState state, Action action)
    {
        FlowState own = State;
        State = state;
        Tokens.Switch(state);
        action();
        State = own;
        Tokens.Switch(own);
    }

    public void Begin(FlowState state, int block)
    {
        State = state;
        Block = block;
        HasEnded = false;
        _depth = 0;
        Tokens.Begin(state, block);
    }

    /// <summary>Runs one statement of the block.</summary>
    public void Run(IOperation statement)
    {
        IOperation operation = statement is IExpressionStatementOperation expression ? expression.Operation : statement;
        Value value = Evaluate(operation);
        if (statement is IExpressionStatementOperation && operation is not IAssignmentOperation)
        {
            Tokens.Discard(value, operation);
            if (operation is IInvocationOperation call && _context.Services.HalCalls.Recognize(call.TargetMethod) == HalOperation.DmaDealloc)
            {
                _host.Handle(new StatusIgnoredEvent(_context, State, operation));
            }
        }

        Tokens.EndStatement(operation);
    }

    /// <summary>Evaluates the condition of a branch.</summary>
    public Value Condition(IOperation condition)
    {
        Value value = Evaluate(condition);
        Tokens.EndStatement(condition);
        return value;
    }

    /// <summary>Evaluates the value that the method returns: what it owns goes to the caller.</summary>
    public Value Return(IOperation operation)
    {
        // What is returned by reference is not read here.
        bool isReference = _context.Method is IMethodSymbol { ReturnsByRef: true } or IMethodSymbol { ReturnsByRefReadonly: true };
        Value value = isReference ? ReferenceTo(operation) : Evaluate(operation);
        if (operation.Type?.SpecialType != SpecialType.System_Boolean)
        {
            if (_context.Entries is not null && _context.Method is IMethodSymbol { IsAsync: false } && value.Kind == ValueKind.Allocation && IsLocalObject(value))
            {
                State.SetVariable(_context.Variables.IndexOf(ReturnValue.Made), value);
            }

            EscapeDeep(value, EscapeReason.Returned); // the outcome of a test gives the caller nothing of what was asked
        }

        Tokens.EndStatement(operation);
        return value;
    }

    public Value Evaluate(IOperation operation)
    {
        OperationCount++;
        if (++_depth > MostDepth)
        {
            throw new BudgetExceededException();
        }

        Value value = operation.ConstantValue is { HasValue: true } constant
            ? ConstantOf(constant.Value, operation.Type)
            : EvaluateCore(operation);
        _depth--;
        return value;
    }

    /// <summary>The opaque result of an operation, which may be made of <paramref name="inputs"/>.</summary>
    public Value Opaque(IOperation operation, int index = 0, params Value[] inputs)
    {
        Value[] relevant = CanCarry(operation.Type) || operation is IInvocationOperation { TargetMethod.Name: "ToString" } || index > 0
            ? Array.FindAll(inputs, input => input is { MentionsToken: true })
            : Array.Empty<Value>();
        return Values.Result(operation, index, Block, relevant);
    }

    /// <summary>Whether a result of a type can be, or hold, an address: a truth value or a small number cannot.</summary>
    private static bool CanCarry(ITypeSymbol? type) => type switch
    {
        null => false,
        { SpecialType: SpecialType.System_Void or SpecialType.System_Boolean or SpecialType.System_String } => false,
        _ => !Numbers.IsIntegral(type) || (Numbers.Width(type) == 8 && type.TypeKind != TypeKind.Enum),
    };

    private Value ConstantOf(object? constant, ITypeSymbol? type) =>
        constant is null && type is IPointerTypeSymbol ? Values.Zero : Values.Constant(constant);

    private Value EvaluateCore(IOperation operation)
    {
        switch (operation)
        {
            case IDefaultValueOperation:
                return Values.DefaultOf(operation.Type, Known);
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation:
                return Read(operation);
            case IInstanceReferenceOperation instance:
                return instance.ReferenceKind == InstanceReferenceKind.PatternInput && _patternInputs.Count > 0 ? _patternInputs.Peek() : Values.This;
            case IPropertyReferenceOperation property:
                return EvaluateProperty(property);
            case IConversionOperation conversion:
                return EvaluateConversion(conversion);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case IBinaryOperation binary:
                return EvaluateBinary(binary);
            case IUnaryOperation unary:
                return EvaluateUnary(unary);
            case IFlowCaptureOperation capture:
                return EvaluateCapture(capture);
            case IFlowCaptureReferenceOperation reference:
                return Load(_context.Variables.LocationOf(reference.Id), reference);
            case IIsNullOperation isNull:
                return Values.Equal(Evaluate(isNull.Operand), NullOf(isNull.Operand.Type));
            case ISimpleAssignmentOperation assignment:
                return EvaluateAssignment(assignment);
            case ICompoundAssignmentOperation compound:
                return EvaluateCompound(compound);
            case IIncrementOrDecrementOperation increment:
                return EvaluateIncrement(increment);
            case IDeconstructionAssignmentOperation deconstruction:
                return EvaluateDeconstruction(deconstruction);
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);
            case IInvocationOperation invocation:
                return EvaluateInvocation(invocation);
            case IObjectCreationOperation creation:
                return EvaluateCreation(creation);
            case IArrayCreationOperation array:
                return EvaluateArrayCreation(array);
            case ITupleBinaryOperation comparison:
                return EvaluateTupleComparison(comparison);
            case ITupleOperation tuple:
                return EvaluateTuple(tuple);
            case IAddressOfOperation addressOf:
                return AddressOf(addressOf.Reference);
            case ISizeOfOperation sizeOf:
                return SizeOf(sizeOf.TypeOperand);
            case IIsPatternOperation isPattern:
                return EvaluatePattern(Evaluate(isPattern.Value), isPattern.Value.Type, isPattern.Pattern);
            case IIsTypeOperation isType:
                return TypeTest(Evaluate(isType.ValueOperand), isType.ValueOperand.Type, isType.TypeOperand);
            case IAwaitOperation await:
                return EvaluateAwait(await);
            case IDelegateCreationOperation or IFlowAnonymousFunctionOperation or IMethodReferenceOperation:
                return EvaluateDelegate(operation);
            case IFieldInitializerOperation initializer:
                foreach (IFieldSymbol field in initializer.InitializedFields)
                {
                    Store(Slot.Field(field.IsStatic ? Values.Null : Values.This, field), Evaluate(initializer.Value), operation);
                }

                return Values.Null;
            case IPropertyInitializerOperation initializer:
                foreach (IPropertySymbol property in initializer.InitializedProperties)
                {
                    Store(Slot.Field(property.IsStatic ? Values.Null : Values.This, property), Evaluate(initializer.Value), operation);
                }

                return Values.Null;
            case IParameterInitializerOperation or IVariableInitializerOperation:
                return Evaluate(((ISymbolInitializerOperation)operation).Value);
            case ITypeOfOperation or INameOfOperation or ICaughtExceptionOperation or IDiscardOperation or IStaticLocalInitializationSemaphoreOperation:
                return Opaque(operation);
            case IInterpolatedStringOperation or IInterpolationOperation or IInterpolatedStringTextOperation or IInterpolatedStringAdditionOperation:
                return EvaluateText(operation);
            case IImplicitIndexerReferenceOperation indexer when Known.IsBufferLike(indexer.Instance.Type) && indexer.Argument is IRangeOperation range:
                return EvaluateRange(Evaluate(indexer.Instance), range);
            case IUtf8StringOperation literal:
                return Values.Buffer(
                    PinnedPointer(ReadOnlyData.Make(Values, literal)), Values.Number(System.Text.Encoding.UTF8.GetByteCount(literal.Value)));
            case IEventAssignmentOperation assignment:
                EscapeDeep(Evaluate(assignment.HandlerValue));
                return Values.Null;
            case { Syntax: CollectionExpressionSyntax { Elements.Count: 0 } } when Collections.Is(operation.Type):
                return Values.Allocation(operation, Block);
            case { Syntax: CollectionExpressionSyntax } when ConstantData.IsSpan(operation, Known):
                return Values.Buffer(PinnedPointer(ReadOnlyData.Make(Values, operation)), Values.Number(operation.ChildOperations.Count));
            case { Kind: OperationKind.None }:
                return EvaluateUnnamed(operation);
            default:
                return EvaluateUnknown(operation);
        }
    }

    private Value Read(IOperation operation)
    {
        if (Locate(operation) is not { } slot)
        {
            return operation is IFieldReferenceOperation { Field: { IsStatic: false } field, Instance: { Type.IsValueType: true } owner }
                ? MemberOfCopy(owner, field)
                : Opaque(operation);
        }

        AccessSlot(slot, AccessKind.Read, operation);
        return Load(slot, operation);
    }

    /// <summary>A member of a struct that is a copy: what a property or method returned.</summary>
    private Value MemberOfCopy(IOperation owner, ISymbol member) =>
        Open(Values.Member(Evaluate(owner), Members.Canonical(member), Members.TypeOf(member), Known), Members.TypeOf(member));

    private Value NullOf(ITypeSymbol? type) => type is IPointerTypeSymbol ? Values.Zero : Values.Null;

    /// <summary>An operation that the engine has no meaning for: whatever goes in may come to rest somewhere.</summary>
    private Value EvaluateUnknown(IOperation operation)
    {
        var inputs = new List<Value>();
        foreach (IOperation child in operation.ChildOperations)
        {
            Value value = Evaluate(child);
            EscapeDeep(value);
            inputs.Add(value);
        }

        return Opaque(operation, 0, inputs.ToArray());
    }

    /// <summary>Text made of values: the values themselves go nowhere.</summary>
    private Value EvaluateText(IOperation operation)
    {
        foreach (IOperation child in operation.ChildOperations)
        {
            Evaluate(child);
        }

        return Values.Result(operation, 0, Block);
    }

    private Value EvaluateCapture(IFlowCaptureOperation capture)
    {
        // A capture may be assigned through later (a ??= b): what it captured is then found again by its operation, and is not read here.
        if (!IsCopied(capture.Value))
        {
            _captured[capture.Id] = capture.Value;
        }

        _isSilent = _assignedCaptures.Contains(capture.Id);
        Value value = Evaluate(capture.Value);
        _isSilent = false;
        Slot location = _context.Variables.LocationOf(capture.Id);
        Store(location, value, capture);
        return value;
    }

    /// <summary>Whether what is captured is a copy from the start: the struct that <c>with</c> changes.</summary>
    private static bool IsCopied(IOperation captured) =>
        captured.Type is { IsValueType: true } && captured.Syntax.Parent is WithExpressionSyntax with && with.Expression == captured.Syntax;

    private Value EvaluateTuple(ITupleOperation tuple)
    {
        Value value = Values.DefaultOf(tuple.Type, Known);
        var elements = ((INamedTypeSymbol?)tuple.NaturalType ?? (INamedTypeSymbol?)tuple.Type)?.TupleElements ?? default;
        for (int i = 0; i < tuple.Elements.Length; i++)
        {
            Value element = Evaluate(tuple.Elements[i]);
            if (!elements.IsDefault && i < elements.Length)
            {
                value = Values.With(value, Members.Canonical(elements[i]), element);
            }
        }

        return value;
    }

    /// <summary>Two tuples are equal when their elements are.</summary>
    private Value EvaluateTupleComparison(ITupleBinaryOperation comparison)
    {
        Value left = Evaluate(comparison.LeftOperand);
        Value right = Evaluate(comparison.RightOperand);
        if (comparison.LeftOperand.Type is not INamedTypeSymbol { IsTupleType: true } leftType ||
            comparison.RightOperand.Type is not INamedTypeSymbol { IsTupleType: true } rightType)
        {
            return Opaque(comparison);
        }

        Value equal = Values.True;
        for (int i = 0; i < leftType.TupleElements.Length; i++)
        {
            IFieldSymbol mine = leftType.TupleElements[i];
            IFieldSymbol theirs = rightType.TupleElements[i];
            equal = Values.And(equal, Values.Equal(
                Values.Member(left, Members.Canonical(mine), mine.Type, Known), Values.Member(right, Members.Canonical(theirs), theirs.Type, Known)));
        }

        return comparison.OperatorKind == BinaryOperatorKind.Equals ? equal : Values.Not(equal);
    }

    /// <summary>A part of a span: <c>span[2..^1]</c>.</summary>
    private Value EvaluateRange(Value span, IRangeOperation range)
    {
        Value length = Values.LengthOf(span);
        Value start = range.LeftOperand is { } left ? Index(left) : Values.Zero;
        Value end = range.RightOperand is { } right ? Index(right) : length;
        return Values.Buffer(Values.Add(Values.PointerOf(span), start), Values.Subtract(end, start));

        Value Index(IOperation operand)
        {
            while (operand is IConversionOperation conversion)
            {
                operand = conversion.Operand;
            }

            return operand is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd
                ? Values.Subtract(length, Evaluate(fromEnd.Operand))
                : Evaluate(operand);
        }
    }

    private Value EvaluateAwait(IAwaitOperation await)
    {
        Value awaited = Evaluate(await.Operation);
        _host.MayThrow(State, _context.Services.Throws.Await(), await);

        // Other code runs before the method goes on.
        ForgetMemory(await, own: true);
        if ((awaited.MentionsToken && CanCarry(await.Type)) || (awaited.Kind == ValueKind.Constant && !awaited.IsNull))
        {
            return awaited; // what the method returns that was looked into
        }

        Value result = Values.Result(await, 0, Block);
        NumberRange range = State.Facts.RangeOf(awaited);
        if (!range.Equals(NumberRange.All) && Numbers.IsIntegral(await.Type))
        {
            State.Facts = State.Facts.WithRange(result, range);
        }

        Tokens.NoteAwaited(awaited, result);
        return result;
    }

    /// <summary>A lambda or a local function that becomes a delegate: what it uses may be used at any later time.</summary>
    private Value EvaluateDelegate(IOperation operation)
    {
        switch (operation)
        {
            case IDelegateCreationOperation creation:
                Value target = Evaluate(creation.Target);
                return Opaque(operation, 0, target);
            case IFlowAnonymousFunctionOperation:
                EscapeCaptures(_shape.CapturesOf(operation.Syntax), EscapeReason.Captured);
                return Values.Allocation(operation, Block);
            case IMethodReferenceOperation reference:
                if (reference.Method.MethodKind == MethodKind.LocalFunction)
                {
                    EscapeCaptures(_shape.CapturesOf(reference.Method), EscapeReason.Captured);
                }

                if (reference.Instance is { } instance)
                {
                    EscapeDeep(Evaluate(instance));
                }

                return Values.Allocation(operation, Block);
            default:
                return EvaluateUnknown(operation);
        }
    }

    private void EscapeCaptures(IEnumerable<ISymbol> variables, EscapeReason reason)
    {
        foreach (ISymbol variable in variables)
        {
            // A local function may make a delegate of what it never touched itself.
            bool isOuter = !MethodShape.IsInside(variable.ContainingSymbol, _context.Method);
            if ((State.GetVariable(_context.Variables.IndexOf(variable)) ?? (isOuter ? Unset(variable) : null)) is { } value)
            {
                EscapeDeep(value, reason);
            }
        }

        State.HasDelegates = true;
    }
}
