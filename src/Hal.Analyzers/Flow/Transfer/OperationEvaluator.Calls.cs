using System.Collections.Generic;
using System.Collections.Immutable;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Transfer.Models;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>
/// Calls, in the order in which a meaning is looked for: an operation of a HAL, a member of our API or of the framework that has a model,
/// a method that says by attributes what it does, and everything else, which the engine cannot look into.
/// </summary>
internal sealed partial class OperationEvaluator
{
    private Value EvaluateInvocation(IInvocationOperation invocation)
    {
        Call call = Prepare(invocation, invocation.TargetMethod, invocation.Instance, invocation.Arguments);
        if (ExactDispose.Of(call.Method, invocation.Instance, call.Receiver) is { } dispose && _context.Services.Bodies.HasBody(dispose))
        {
            call = Prepare(invocation, dispose, invocation.Instance, invocation.Arguments);
            call.IsExact = true;
        }

        if (_context.Services.HalCalls.Recognize(invocation.TargetMethod) is { } operation)
        {
            return HalModel.Evaluate(this, call, operation, _context.Services.HalCalls.HalOf(invocation));
        }

        if (ApiModels.TryEvaluate(this, call, out Value? result))
        {
            return result;
        }

        if (OwnershipModel.TryEvaluate(this, call, out result))
        {
            return result;
        }

        return RecordModel.TryClone(this, call) ?? TryLookInto(call) ?? EvaluateUnseen(call);
    }

    /// <summary>What is known of the body of the method that is called.</summary>
    public MethodSummary? SummaryOf(Call call) => _host.SummaryOf(call.Method, call.IsExact) is { IsKnown: true } known ? known : null;

    /// <summary>A call of a method of this compilation does what its summary says.</summary>
    private Value? TryLookInto(Call call)
    {
        if (_host.SummaryOf(call.Method, call.IsExact) is not { IsKnown: true } summary)
        {
            return null;
        }

        call.Result = Opaque(call.Operation, 0, call.Arguments);
        UseAddresses(call);
        return SummaryModel.Apply(this, call, summary, _host);
    }

    private Value EvaluateUnseen(Call call)
    {
        // A method of this compilation that says nothing of HALs is not looked into; what owns something it may have kept before it threw.
        bool isOwn = !call.Method.DeclaringSyntaxReferences.IsEmpty;
        NoteThrow(call, ordinal => !isOwn || call.Arguments[ordinal].Kind is not (ValueKind.TokenHandle or ValueKind.Allocation));
        return EvaluateOpaque(call);
    }

    private Value EvaluateCreation(IObjectCreationOperation creation)
    {
        if (creation.Constructor is not { } constructor)
        {
            return Values.DefaultOf(creation.Type, Known);
        }

        if (creation.Type is { IsValueType: true } && constructor.IsImplicitlyDeclared && constructor.Parameters.IsEmpty)
        {
            return Values.DefaultOf(creation.Type, Known);
        }

        Call call = Prepare(creation, constructor, null, creation.Arguments);
        if (ApiModels.TryEvaluate(this, call, out Value? result))
        {
            return result;
        }

        if (RecordModel.TryCreate(this, call) is { } record)
        {
            return record;
        }

        if (TryLookInto(call) is { } created)
        {
            if (MemberInitializers.IsWithoutBody(constructor, default))
            {
                // The initializers were seen, not what the members do with the parameters in the head of the class.
                KeepArguments(call);
            }

            return created;
        }

        NoteThrow(call);
        return EvaluateOpaqueCreation(call);
    }

    private Value EvaluateArrayCreation(IArrayCreationOperation array)
    {
        foreach (IOperation size in array.DimensionSizes)
        {
            Evaluate(size);
        }

        Value created = Values.Allocation(array, Block);
        if (array.Initializer is { } initializer)
        {
            foreach (IOperation element in initializer.ElementValues)
            {
                EscapeDeep(Evaluate(element));
            }
        }

        return created;
    }

    private Value EvaluateProperty(IPropertyReferenceOperation property)
    {
        if (Semantics.KnownTypes.Is(property.Type, Known.ReadOnlySpan) && ConstantData.Is(property.Property))
        {
            Value data = PinnedPointer(ReadOnlyData.Make(Values, property.Property));
            return Values.Buffer(data, Values.Pure(PureOperator.Length, null, data));
        }

        if (property.Property.GetMethod is { } getter)
        {
            Call call = Prepare(property, getter, property.Instance, property.Arguments);
            if (ApiModels.TryEvaluate(this, call, out Value? result))
            {
                return result;
            }

            if (TryLookInto(call) is { } seen)
            {
                return seen;
            }

            if (property.Property.IsIndexer && !property.Property.ReturnsByRef && !property.Property.ReturnsByRefReadonly)
            {
                NoteThrow(call);
                if (call.Receiver is { } owner && property.Property.Parameters is { Length: 1 } keys && keys[0].Name == "index" &&
                    CollectionSize.Of(property.Instance?.Type) is { } size)
                {
                    AssumeInRange(Load(Slot.Field(owner, size), property), call.Arguments[0]);
                }

                return Opaque(property, 0, call.Receiver is null ? call.Arguments : System.Array.Empty<Value>());
            }
        }

        if (Locate(property) is not { } location)
        {
            return property is { Property: { IsStatic: false, IsIndexer: false } member, Instance: { Type.IsValueType: true } owner }
                ? MemberOfCopy(owner, member)
                : Opaque(property);
        }

        AccessSlot(location, AccessKind.Read, property);
        return Load(location, property);
    }

    private Call Prepare(IOperation operation, IMethodSymbol method, IOperation? instance, ImmutableArray<IArgumentOperation> arguments)
    {
        Slot? receiverLocation = null;
        Value? receiver = null;
        if (instance is not null)
        {
            if (instance.Type is { IsValueType: true } && IsAddressable(instance))
            {
                receiverLocation = Locate(instance);
            }

            receiver = receiverLocation is not null ? Load(receiverLocation, instance) : Evaluate(instance);
        }

        var call = new Call(operation, method, receiver, receiverLocation, method.Parameters.Length);
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is not { } parameter || parameter.Ordinal >= call.Arguments.Length)
            {
                EscapeDeep(Evaluate(argument.Value));
                continue;
            }

            call.ArgumentOperations[parameter.Ordinal] = argument;
            if (parameter.RefKind == RefKind.None)
            {
                call.Arguments[parameter.Ordinal] = Evaluate(argument.Value);
            }
            else
            {
                Slot? location = argument.Value is IDiscardOperation ? null : Locate(argument.Value);
                call.ArgumentLocations[parameter.Ordinal] = location;
                call.Arguments[parameter.Ordinal] = parameter.RefKind == RefKind.Out
                    ? Values.Null
                    : location is not null ? Load(location, argument.Value) : Evaluate(argument.Value);
            }
        }

        for (int i = 0; i < call.Arguments.Length; i++)
        {
            call.Arguments[i] ??= Values.Null;
        }

        return call;
    }

    /// <summary>Says that a call may throw: before it does anything.</summary>
    public void NoteThrow(Call call)
    {
        if (_context.Services.Throws.Call(call.Method) is { } thrown)
        {
            _host.MayThrow(State, thrown, call.Operation);
        }
    }

    /// <summary>Says that a call may throw, after which it is unknown whether it did what it takes over.</summary>
    public void NoteThrow(Call call, System.Predicate<int> keepsArgument)
    {
        if (_context.Services.Throws.Call(call.Method) is not { } thrown)
        {
            return;
        }

        FlowState state = State.Copy();
        With(state, () =>
        {
            for (int i = 0; i < call.Arguments.Length; i++)
            {
                if (!keepsArgument(i))
                {
                    Tokens.Forget(call.Arguments[i]);
                    ForEachHeld(call.Arguments[i], Tokens.Forget, escape: false, new HashSet<Value>());
                }
            }

            _host.MayThrow(state, thrown, call.Operation);
        });
    }

    /// <summary>Says that an operation of a HAL may throw: before it does anything.</summary>
    public void NoteHalThrow(IOperation operation) => _host.MayThrow(State, _context.Services.Throws.Hal(), operation);

    /// <summary>A call that the engine cannot look into.</summary>
    private Value EvaluateOpaque(Call call)
    {
        IMethodSymbol method = call.Method;
        if (method is { MethodKind: MethodKind.Constructor, ContainingType.SpecialType: SpecialType.System_Object })
        {
            return Values.Null; // what every object starts with does nothing to what its initializers made
        }

        if (NeverReturns.Is(method, out bool throws))
        {
            HasEnded = true;
            if (throws)
            {
                _host.MayThrow(State, _context.Services.Throws.Statement(null), call.Operation);
            }

            return Opaque(call.Operation);
        }

        var inputs = new List<Value>(call.Arguments.Length + 1);
        if (call.Receiver is not null)
        {
            inputs.Add(call.Receiver);
        }

        inputs.AddRange(call.Arguments);
        Value[] all = inputs.ToArray();
        Value result = Opaque(call.Operation, 0, all);
        call.Result = result;

        AssumeArguments(call);
        UseAddresses(call);
        LendArguments(call);

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            RunLocalFunction(call);
        }

        ForgetAfter(call);
        RenewReceiver(call);
        bool hasReferences = StoreReferences(call, all);
        if (!hasReferences && method.ReturnType.SpecialType == SpecialType.System_Boolean)
        {
            _context.SoftKeys.AddCall(result, method, all);
        }

        return result;
    }

    private Value EvaluateOpaqueCreation(Call call)
    {
        Value created = Values.Allocation(call.Operation, Block);
        KeepArguments(call);
        ForgetMemory(call.Operation, own: RunsOwnCode(call.Method));
        StoreReferences(call, call.Arguments);
        return call.Type.IsValueType ? Opaque(call.Operation, 0, call.Arguments) : created;
    }

    /// <summary>An object that is made from an address keeps it.</summary>
    private void KeepArguments(Call call)
    {
        foreach (Value argument in call.Arguments)
        {
            EscapeDeep(argument);
        }
    }

    /// <summary>What is passed by reference has a new value afterwards.</summary>
    private bool StoreReferences(Call call, Value[] inputs)
    {
        bool any = false;
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            RefKind kind = call.Method.Parameters[i].RefKind;
            if (kind is RefKind.None or RefKind.In || kind.ToString() == "RefReadOnlyParameter")
            {
                continue;
            }

            any = true;
            Tokens.Forget(call.Arguments[i]);
            if (call.ArgumentLocations[i] is { } location)
            {
                Value stored = Opaque(call.Operation, i + 1, inputs);
                Store(location, stored, call.Operation);
                if (kind == RefKind.Out && call.Result is { } result && TellsByNull(call.Method, call.Method.Parameters[i]))
                {
                    _context.Conditions.AddFound(result, stored);
                }
            }
        }

        return any;
    }

    /// <summary>What a method that was looked into may have done to what is passed by reference, and does not say.</summary>
    public void ForgetReferences(Call call, IEnumerable<Slot> written)
    {
        var told = new HashSet<object?>();
        foreach (Slot slot in written)
        {
            told.Add(slot.Symbol is IParameterSymbol parameter ? parameter.Ordinal : null);
        }

        for (int i = 0; i < call.Arguments.Length; i++)
        {
            if (call.Method.Parameters[i].RefKind is RefKind.Ref or RefKind.Out && !told.Contains(i) && call.ArgumentLocations[i] is { } location)
            {
                Tokens.Forget(call.Arguments[i]);
                Store(location, Opaque(call.Operation, i + 1, call.Arguments), call.Operation);
            }
        }
    }

    /// <summary>Whether an out parameter is null where, and only where, the method returns false: Try methods of the framework, and attributes.</summary>
    private static bool TellsByNull(IMethodSymbol method, IParameterSymbol parameter)
    {
        if (method.ReturnType.SpecialType != SpecialType.System_Boolean || !parameter.Type.IsReferenceType)
        {
            return false;
        }

        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass?.Name is "NotNullWhenAttribute" or "MaybeNullWhenAttribute")
            {
                return true;
            }
        }

        return method.Name.StartsWith("Try", System.StringComparison.Ordinal);
    }

    /// <summary>A struct may be another after a method of it ran: an enumerator that moved on.</summary>
    private void RenewReceiver(Call call)
    {
        if (call.ReceiverLocation is { } location && call.Type is { IsValueType: true, IsReadOnly: false } && !call.Method.IsReadOnly && call.Receiver is { } receiver)
        {
            Store(location, Values.Result(call.Operation, 3000, Block, receiver), call.Operation);
        }
    }

    /// <summary>Memory after a call that the engine does not see.</summary>
    public void ForgetAfter(Call call) => ForgetMemory(call.Operation, own: RunsOwnCode(call.Method));

    /// <summary>Whether a call can run code of this compilation: its own methods, delegates, and whatever may be overridden here.</summary>
    private bool RunsOwnCode(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, Known.Compilation.Assembly) ||
        method.MethodKind == MethodKind.DelegateInvoke;

    private void AssumeArguments(Call call)
    {
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            if (NeverReturns.Unless(call.Method.Parameters[i]) is { } required &&
                !_context.Conditions.Assume(State, call.Arguments[i], required, Block))
            {
                HasEnded = true;
            }
        }
    }

    private void RunLocalFunction(Call call)
    {
        foreach (ISymbol variable in _shape.CapturesOf(call.Method))
        {
            int index = _context.Variables.IndexOf(variable);
            if (State.GetVariable(index) is not { } value)
            {
                continue;
            }

            Tokens.Forget(value);
            if (System.Linq.Enumerable.Contains(_shape.WrittenByNested, variable, SymbolEqualityComparer.Default))
            {
                State.SetVariable(index, Opaque(call.Operation, 1000 + index, value));
            }
        }
    }

    /// <summary>What a call that the engine cannot look into may do with the tokens that it is given.</summary>
    private void LendArguments(Call call)
    {
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            LendArgument(call, i);
            LendCaptures(call, i);
        }

        if (call.Receiver is { } receiver)
        {
            LendDeep(receiver, call);
        }
    }

    /// <summary>The same for one argument.</summary>
    public void LendArgument(Call call, int ordinal)
    {
        Value argument = call.Arguments[ordinal];
        if (call.Method.ReturnsVoid && call.Method.Parameters[ordinal].Type.SpecialType == SpecialType.System_Boolean &&
            _context.Conditions.OutcomeOf(argument) is { } acquired)
        {
            // An assertion: what it demands, and so whether anything was acquired, only it knows.
            Tokens.Forget(Values.TokenHandle(acquired));
        }

        if (Lending.Stores(call.Method) || call.Method.Parameters[ordinal].OriginalDefinition.Type is ITypeParameterSymbol)
        {
            EscapeDeep(argument, keeper: call.Receiver is { } table ? (ISymbol?)TableFilledBy(call.Operation, table) ?? FieldFilledBy(call.Operation) : null);
        }
        else
        {
            LendDeep(argument, call);
        }
    }

    /// <summary>What a lambda uses that is an argument.</summary>
    private void LendCaptures(Call call, int ordinal)
    {
        IEnumerable<ISymbol>? captured = call.ArgumentExpression(ordinal).Unconverted() switch
        {
            IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation lambda } => _shape.CapturesOf(lambda.Syntax),
            IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } function } } => _shape.CapturesOf(function),
            _ => null,
        };
        foreach (ISymbol variable in captured ?? System.Linq.Enumerable.Empty<ISymbol>())
        {
            if (State.GetVariable(_context.Variables.IndexOf(variable)) is { MentionsToken: true } used)
            {
                Tokens.LendCaptured(used, call);
            }
        }
    }

    /// <summary>What a value owns, directly or through objects that this method made, is lent to a call.</summary>
    public void LendDeep(Value value, Call call)
    {
        Tokens.Lend(value, call);
        ForEachHeld(value, held => Tokens.LendWhole(held, call), escape: false, new HashSet<Value>());
    }

    /// <summary>Everything that a value owns, directly or through objects that this method made, leaves the method.</summary>
    /// <param name="value">The value.</param>
    /// <param name="reason">How it leaves.</param>
    /// <param name="keeper">The field or local table that it goes into; null where it goes elsewhere.</param>
    public void EscapeDeep(Value value, EscapeReason reason = EscapeReason.Stored, ISymbol? keeper = null)
    {
        Tokens.NoteKept(value, keeper);
        Tokens.Escape(value, reason);
        ForEachHeld(value, held => Tokens.Escape(held, reason), escape: true, new HashSet<Value>());
    }

    /// <summary>Visits what the memory of this method's own objects holds that are parts of <paramref name="value"/>.</summary>
    private void ForEachHeld(Value value, System.Action<Value> visit, bool escape, HashSet<Value> seen)
    {
        if (value.Operands.Length == 0 && value.Kind is not (ValueKind.Allocation or ValueKind.This or ValueKind.Parameter or ValueKind.Unassigned))
        {
            return;
        }

        // Objects may hold each other.
        if (!seen.Add(value))
        {
            return;
        }

        if (value.Kind is ValueKind.Allocation or ValueKind.This || (_context.Entries?.IsEntry(value) ?? false))
        {
            if (State.HasEscaped(value))
            {
                return;
            }

            if (escape)
            {
                State.Escaped = State.Escaped.Add(value);
            }
            else
            {
                State.Lent = State.Lent.Add(value);
            }

            foreach (KeyValuePair<Slot, Value> entry in State.Memory)
            {
                if (ReferenceEquals(entry.Key.Owner, value))
                {
                    visit(entry.Value);
                    ForEachHeld(entry.Value, visit, escape, seen);
                }
            }

            return;
        }

        foreach (Value operand in value.Operands)
        {
            ForEachHeld(operand, visit, escape, seen);
        }
    }
}
