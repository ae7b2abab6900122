using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A microcode update that every core takes from the same memory. One share serves all cores one after another, and is ended when the
// last has answered or one has failed.
internal sealed class MicrocodeUpdate<THal>
    where THal : struct, IHal
{
    private readonly IReadOnlyList<Mailbox> _cores;

    public MicrocodeUpdate(IReadOnlyList<Mailbox> cores) => _cores = cores;

    public int Apply(byte[] microcode)
    {
        if (!IsValid(microcode))
        {
            return -22;
        }

        using var pinned = new PinnedBuffer(microcode);
        using var shared = new SharedScope<THal>(pinned.Buffer, BufferDirection.DriverToDevice);
        int updated = 0;
        foreach (Mailbox core in _cores)
        {
            int status = core.Execute(0x79, shared.Paddr);
            if (status != 0)
            {
                Log.Info($"core {updated} refused its microcode: {status}");
                return updated == 0 ? status : updated;
            }

            updated++;
        }

        return updated;
    }

    private static bool IsValid(ReadOnlySpan<byte> microcode)
    {
        if (microcode.Length < 48 || microcode.Length % sizeof(uint) != 0)
        {
            return false;
        }

        uint sum = 0;
        for (int i = 0; i < microcode.Length; i += sizeof(uint))
        {
            sum += BinaryPrimitives.ReadUInt32LittleEndian(microcode[i..]);
        }

        return sum == 0;
    }
}
