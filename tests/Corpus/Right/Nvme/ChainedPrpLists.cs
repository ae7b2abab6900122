using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>PRP entries of a transfer: two in the command, more in list pages that are chained by their last entry.</summary>
public sealed unsafe class PrpBuilder<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private const int Page = HalConstants.PageSize;
    private const int PerList = Page / sizeof(ulong);

    private sealed class Mapping
    {
        public PhysAddr Data;
        public DmaBuffer Buffer;
        public BufferDirection Direction;
        public readonly List<Dma<THal>> Lists = [];
    }

    private readonly Dictionary<int, Mapping> _commands = [];

    public bool Issue(byte opcode, DmaBuffer buffer)
    {
        var mapping = new Mapping
        {
            Buffer = buffer,
            Direction = (opcode & 1) != 0 ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver,
        };
        mapping.Data = THal.Share(buffer, mapping.Direction);
        PhysAddr prp2 = default;
        int offset = (int)(mapping.Data.Value & (Page - 1));
        int first = Page - offset;
        int rest = buffer.Length - first;
        if (rest > Page)
        {
            if (!TryBuildLists(mapping, mapping.Data + first, rest, out prp2))
            {
                goto Free;
            }
        }
        else if (rest > 0)
        {
            prp2 = mapping.Data + first;
        }

        int command = queue.Submit(opcode, mapping.Data, prp2);
        if (command < 0)
        {
            goto Free;
        }

        _commands[command] = mapping;
        return true;

    Free:
        Release(mapping);
        return false;
    }

    private static bool TryBuildLists(Mapping mapping, PhysAddr from, int rest, out PhysAddr first)
    {
        first = default;
        ulong* entries = null;
        int used = PerList;
        for (; rest > 0; rest -= Page, from += Page)
        {
            if (used == PerList || (used == PerList - 1 && rest > Page && entries != null))
            {
                if (!Dma<THal>.TryCreate(1, BufferDirection.DriverToDevice, out Dma<THal>? list))
                {
                    return false;
                }

                mapping.Lists.Add(list);
                if (entries == null)
                {
                    first = list.Paddr;
                }
                else
                {
                    entries[used] = list.Paddr.Value;
                }

                entries = list.Pointer<ulong>(0);
                used = 0;
            }

            entries[used++] = from.Value;
        }

        return true;
    }

    public void Completed(int command)
    {
        if (_commands.Remove(command, out Mapping? mapping))
        {
            Release(mapping);
        }
    }

    private static void Release(Mapping mapping)
    {
        foreach (Dma<THal> list in mapping.Lists)
        {
            list.Dispose();
        }

        mapping.Lists.Clear();
        THal.Unshare(mapping.Data, mapping.Buffer, mapping.Direction);
    }
}
