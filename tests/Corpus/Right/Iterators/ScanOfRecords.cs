using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Reads records one by one as they are asked for; the buffer is shared only while the device fills it.</summary>
public sealed class RecordScan<THal>(Mailbox mailbox, PinnedBuffer buffer) : IEnumerable<byte[]>
    where THal : struct, IHal
{
    public IEnumerator<byte[]> GetEnumerator()
    {
        for (uint record = 0; ; record++)
        {
            DmaBuffer memory = buffer.Buffer;
            PhysAddr paddr = THal.Share(memory, DeviceToDriver);
            int status;
            try
            {
                status = mailbox.Execute(0x30 + record, paddr);
            }
            finally
            {
                THal.Unshare(paddr, memory, DeviceToDriver);
            }

            if (status != 0)
            {
                yield break;
            }

            int length = Math.Min((int)memory[0], memory.Length - 1);
            yield return memory.AsReadOnlySpan().Slice(1, length).ToArray();
        }
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
