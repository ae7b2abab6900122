using System;
using System.Threading.Tasks;
using Hal;

namespace Devices;

/// <summary>A submission queue of an NVMe controller with its completions.</summary>
public class NvmeQueue
{
    public int Entries => 64;

    public int Error { get; set; }

    /// <returns>The command's id, or a negative error.</returns>
    public int Submit(byte opcode, PhysAddr prp1, PhysAddr prp2) => Error;

    public bool IsDone(int command) => Error == 0;

    public bool RingDoorbell() => Error == 0;

    public void WhenDone(int command, Action<int> done) => done(Error);

    public Task<int> SubmitAsync(byte opcode, PhysAddr prp1, PhysAddr prp2) => Task.FromResult(Error);

    public void SetBase([DeviceAddress] PhysAddr submission, [DeviceAddress] PhysAddr completion)
    {
    }
}
