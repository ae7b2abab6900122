using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>A call, a creation or an accessor whose receiver and arguments are evaluated. Arrays are in the order of the parameters.</summary>
internal sealed class Call
{
    public Call(IOperation operation, IMethodSymbol method, Value? receiver, Slot? receiverLocation, int parameters)
    {
        Operation = operation;
        Method = method;
        Receiver = receiver;
        ReceiverLocation = receiverLocation;
        Arguments = new Value[parameters];
        ArgumentOperations = new IArgumentOperation?[parameters];
        ArgumentLocations = new Slot?[parameters];
    }

    public IOperation Operation { get; }

    /// <summary>Whether the receiver's exact type has picked the method, so that no override can run instead.</summary>
    public bool IsExact { get; set; }

    public IMethodSymbol Method { get; }

    /// <summary>The receiver's value; null for a static method.</summary>
    public Value? Receiver { get; }

    /// <summary>Where a receiver of struct type stands, which the method may change.</summary>
    public Slot? ReceiverLocation { get; }

    public Value[] Arguments { get; }

    public IArgumentOperation?[] ArgumentOperations { get; }

    /// <summary>Where an argument that is passed by reference stands.</summary>
    public Slot?[] ArgumentLocations { get; }

    /// <summary>What an unknown method returns; set before its effects are looked at.</summary>
    public Value? Result { get; set; }

    public INamedTypeSymbol Type => Method.ContainingType;

    public string Name => Method.Name;

    /// <summary>The expression of an argument, for the place of a finding.</summary>
    public IOperation? ArgumentExpression(int ordinal) => ArgumentOperations[ordinal]?.Value;
}
