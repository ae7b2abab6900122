using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Commands with typed requests and replies: the structures lie in one pinned block each. Sizes come from the types, the request is
// written before and the reply read after the shares.
public sealed unsafe class TypedCommands<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _mailbox;

    public TypedCommands(Mailbox mailbox) => _mailbox = mailbox;

    public bool TryExecute<TRequest, TReply>(uint opcode, in TRequest request, out TReply reply)
        where TRequest : unmanaged
        where TReply : unmanaged
    {
        using var block = new PinnedBuffer(sizeof(TRequest) + sizeof(TReply));
        DmaBuffer input = block.Buffer.Slice(0, sizeof(TRequest));
        DmaBuffer output = block.Buffer.Slice(sizeof(TRequest), sizeof(TReply));
        MemoryMarshal.Write(input.AsSpan(), in request);
        int error;
        using (var sharedInput = new SharedScope<THal>(input, BufferDirection.DriverToDevice))
        using (var sharedOutput = new SharedScope<THal>(output, BufferDirection.DeviceToDriver))
        {
            error = _mailbox.Execute(opcode, sharedInput.Paddr, sharedOutput.Paddr);
        }

        reply = error == 0 ? MemoryMarshal.Read<TReply>(output.AsReadOnlySpan()) : default;
        return error == 0;
    }
}

public readonly record struct FanRequest(int Fan, int Percent);

public readonly record struct FanReply(int Rotations, int Flags);

public sealed class FanControl<THal>
    where THal : struct, IHal
{
    private readonly TypedCommands<THal> _commands;

    public FanControl(Mailbox mailbox) => _commands = new TypedCommands<THal>(mailbox);

    public int? SetSpeed(int fan, int percent) =>
        _commands.TryExecute(0x2F, new FanRequest(fan, percent), out FanReply reply) && (reply.Flags & 1) == 0
            ? reply.Rotations
            : null;
}
