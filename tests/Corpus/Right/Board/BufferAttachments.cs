using System;
using System.Collections.Generic;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A buffer that several devices attach to: each attachment is a share of its own that the devices only read.</summary>
public sealed class ExportedBuffer<THal>(DmaBuffer memory) : IDisposable
    where THal : struct, IHal
{
    private readonly List<Attachment> _attachments = [];

    public sealed class Attachment
    {
        private readonly ExportedBuffer<THal> _exporter;

        internal Attachment(ExportedBuffer<THal> exporter, PhysAddr address)
        {
            _exporter = exporter;
            Address = address;
        }

        public PhysAddr Address { get; private set; }

        public bool IsAttached => Address != default;

        public void Detach()
        {
            lock (_exporter._attachments)
            {
                if (_exporter._attachments.Remove(this))
                {
                    End();
                }
            }
        }

        internal void End()
        {
            THal.Unshare(Address, _exporter.Memory, DriverToDevice);
            Address = default;
        }
    }

    private DmaBuffer Memory => memory;

    public Attachment Attach()
    {
        lock (_attachments)
        {
            var attachment = new Attachment(this, THal.Share(memory, DriverToDevice));
            _attachments.Add(attachment);
            return attachment;
        }
    }

    public void Dispose()
    {
        lock (_attachments)
        {
            foreach (Attachment attachment in _attachments)
            {
                attachment.End();
            }

            _attachments.Clear();
        }
    }
}
