using System;
using System.Threading;
using System.Threading.Tasks;
using Hal;

namespace Devices;

/// <summary>A device as a driver sees it. Compiled to an assembly of its own: the engine sees signatures and no bodies.</summary>
public class Device
{
    public bool Ready { get; set; }

    public int Status { get; set; }

    public event Action? Completed;

    public bool Submit(PhysAddr address) => Ready;

    public bool Submit(PhysAddr address, int length) => Ready;

    public int Start(PhysAddr address, int length) => Status;

    public void Program([DeviceAddress] PhysAddr address, int length)
    {
    }

    public void Kick()
    {
    }

    public bool Poll() => Ready;

    public bool Wait(int milliseconds) => Ready;

    public void Reset() => Completed?.Invoke();

    public void WriteRegister(int register, ulong value)
    {
    }

    public uint ReadRegister(int register) => 0;

    public void OnCompleted(Action done) => Completed += done;

    public Task DoneAsync() => Task.CompletedTask;

    public Task<bool> DoneAsync(CancellationToken cancellation) => Task.FromResult(Ready);
}
