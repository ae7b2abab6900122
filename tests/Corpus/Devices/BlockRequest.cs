using System;
using Hal;

namespace Devices;

/// <summary>A request to a disk: its data by address and by buffer, and who is told when it is done.</summary>
public class BlockRequest
{
    public ulong Sector { get; set; }

    public PhysAddr Address { get; set; }

    public DmaBuffer Data { get; set; }

    public bool IsWrite { get; set; }

    public int Status { get; set; }

    public object? Tag { get; set; }

    public Action<BlockRequest>? Done { get; set; }
}
