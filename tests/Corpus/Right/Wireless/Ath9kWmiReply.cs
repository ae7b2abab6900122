using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "wifi: ath9k: Fix potential stack-out-of-bounds write in ath9k_wmi_rsp_callback()": the reply buffer lives as
// long as the object, so a late reply finds it.
public sealed unsafe class WmiChannel<THal>(Device htc) : IDisposable
    where THal : struct, IHal
{
    private const int ReplySize = 64;

    private readonly PinnedBuffer _memory = new(ReplySize);
    private DmaBuffer _reply;
    private PhysAddr _address;

    public bool Command(uint id, Span<byte> answer)
    {
        if (_address != default)
        {
            return false;
        }

        _reply = _memory.Buffer;
        _address = THal.Share(_reply, DeviceToDriver);
        htc.Program(_address, ReplySize);
        htc.WriteRegister(0, id);
        if (!htc.Wait(200))
        {
            Log.Info("timeout waiting for a WMI reply");
            return false;
        }

        OnReply();
        _reply.AsReadOnlySpan().Slice(0, Math.Min(answer.Length, ReplySize)).CopyTo(answer);
        return true;
    }

    /// <summary>Also called by the interrupt handler, for a reply that comes late.</summary>
    public void OnReply()
    {
        if (_address != default)
        {
            THal.Unshare(_address, _reply, DeviceToDriver);
            _address = default;
        }
    }

    public void Dispose()
    {
        htc.Reset();
        OnReply();
        _memory.Dispose();
    }
}
