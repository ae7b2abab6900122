using System;
using Hal;

namespace Devices;

/// <summary>A USB transfer.</summary>
public class Urb
{
    public byte Endpoint { get; set; }

    public bool IsIn => (Endpoint & 0x80) != 0;

    public DmaBuffer Buffer { get; set; }

    public PhysAddr Address { get; set; }

    public PhysAddr SetupAddress { get; set; }

    public bool IsMapped { get; set; }

    public int Actual { get; set; }

    public int Status { get; set; }

    public Action<Urb>? Complete { get; set; }
}
