using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like UEFI capsule updates: a list of blocks, each with length and address, closed by an entry of zeros. The list is terminated inside
// its page; the blocks' shares end in reverse when the firmware has answered.
public sealed unsafe class CapsuleUpdate<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private struct BlockEntry
    {
        public ulong Length;
        public ulong Address;
    }

    public int Apply(IReadOnlyList<DmaBuffer> blocks)
    {
        int capacity = (HalConstants.PageSize / sizeof(BlockEntry)) - 1;
        if (blocks.Count > capacity)
        {
            return -7;
        }

        using var list = new Dma<THal>(1, BufferDirection.DriverToDevice);
        BlockEntry* entry = list.Pointer<BlockEntry>(0);
        var held = new Stack<Shared<THal>>(blocks.Count);
        try
        {
            foreach (DmaBuffer block in blocks)
            {
                var share = new Shared<THal>(block, BufferDirection.DriverToDevice);
                held.Push(share);
                entry->Length = (ulong)block.Length;
                entry->Address = share.Paddr.Value;
                entry++;
            }

            *entry = default;
            return firmware.Execute(0xCAFE, list.Paddr);
        }
        finally
        {
            while (held.TryPop(out Shared<THal> share))
            {
                share.Unshare();
            }
        }
    }
}
