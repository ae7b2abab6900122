using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (wireless drivers): the share is detached from the scope before the mailbox refuses it.
internal sealed class CommandPost<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    private Shared<THal> _pending;
    private bool _busy;

    public bool TryPost(uint opcode, DmaBuffer command)
    {
        if (_busy)
        {
            return false;
        }

        using var scope = new SharedScope<THal>(command, DriverToDevice); //! HAL1002 (no fix: overwritten)
        Shared<THal> shared = scope.Detach();
        if (!mailbox.TryPost(opcode, shared.Paddr))
        {
            Log.Info($"libertas: {opcode} was not posted");
            return false;
        }

        _pending = shared;
        _busy = true;
        return true;
    }

    public bool Complete()
    {
        if (!_busy || !mailbox.WaitReply(100))
        {
            return false;
        }

        _pending.Unshare();
        _busy = false;
        return true;
    }
}
