using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Updates one of two firmware slots, checks it, and switches; a failure leaves the other slot active. Each step is a command with a
// buffer of its own in a scope, so nothing is shared when a step says no.
public sealed class SlotUpdate<THal>(Mailbox updater, FirmwareFile file)
    where THal : struct, IHal
{
    private enum Step
    {
        Erase,
        Write,
        Verify,
        Activate,
        Finished,
        Failed,
    }

    private const int ChunkBytes = 4096;

    public bool Run(int slot)
    {
        using var chunk = new PinnedBuffer(ChunkBytes);
        var step = Step.Erase;
        while (step is not (Step.Finished or Step.Failed))
        {
            step = step switch
            {
                Step.Erase => Next(Command(0x40, chunk.Buffer, slot), Step.Write),
                Step.Write => Next(WriteAll(chunk.Buffer), Step.Verify),
                Step.Verify => file.Verified ? Next(Command(0x42, chunk.Buffer, slot), Step.Activate) : Step.Failed,
                Step.Activate => Next(Command(0x43, chunk.Buffer, slot), Step.Finished),
                _ => Step.Failed,
            };
        }

        return step == Step.Finished;
    }

    private static Step Next(int status, Step next) => status == 0 ? next : Step.Failed;

    private int WriteAll(DmaBuffer chunk)
    {
        for (int i = 0; i < file.Chunks; i++)
        {
            int length = file.LengthOf(i);
            if (length > chunk.Length || length <= 0)
            {
                return -22;
            }

            file.CopyChunk(i, chunk.AsSpan()[..length]);
            int status = Execute(0x41, chunk.Slice(0, length));
            if (status != 0)
            {
                return status;
            }
        }

        return 0;
    }

    private int Command(uint opcode, DmaBuffer chunk, int slot)
    {
        chunk[0] = (byte)slot;
        return Execute(opcode, chunk.Slice(0, 1));
    }

    private int Execute(uint opcode, DmaBuffer data)
    {
        using var shared = new SharedScope<THal>(data, DriverToDevice);
        return updater.Execute(opcode, shared.Paddr);
    }
}
