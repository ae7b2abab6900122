using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux libsas: each phy of an expander is asked by a small request with a small answer. Requests and answers lie side by side in
// one DMA region; nothing is shared phy by phy.
public readonly record struct PhyInfo(int Phy, byte DeviceType, ulong Address);

public sealed unsafe class ExpanderDiscovery<THal>
    where THal : struct, IHal
{
    private const nuint Request = 0;
    private const nuint Answer = 64;
    private const int MaxPhys = 64;

    private readonly Mailbox _port;

    public ExpanderDiscovery(Mailbox port) => _port = port;

    public List<PhyInfo> Discover(int phys)
    {
        var found = new List<PhyInfo>();
        using var frames = new Dma<THal>(1, BufferDirection.Both);
        byte* request = frames.Vaddr(Request);
        byte* answer = frames.Vaddr(Answer);
        for (int phy = 0; phy < Math.Min(phys, MaxPhys); phy++)
        {
            new Span<byte>(request, 16).Clear();
            request[0] = 0x40;
            request[1] = 0x10;
            request[9] = (byte)phy;
            answer[2] = 0xFF;
            if (_port.Execute(0x10, frames.PaddrAt(Request), frames.PaddrAt(Answer)) < 0 || answer[2] != 0)
            {
                continue;
            }

            byte type = (byte)((answer[12] >> 4) & 7);
            if (type != 0)
            {
                found.Add(new PhyInfo(phy, type, *(ulong*)(answer + 24)));
            }
        }

        return found;
    }
}
