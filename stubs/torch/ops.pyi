class torchvision:
    @staticmethod
    @rule("detection.nms")
    def nms(dets, scores, iou_threshold) -> Tensor: ...
    @staticmethod
    @rule("detection.roi_align")
    def roi_align(
        input, rois, spatial_scale, pooled_height, pooled_width, sampling_ratio=-1, aligned=False
    ) -> Tensor: ...
    @staticmethod
    @rule("detection.roi_pool")
    def roi_pool(input, rois, spatial_scale, pooled_height, pooled_width): ...
    @staticmethod
    @rule("detection.ps_roi_pool")
    def ps_roi_align(input, rois, spatial_scale, pooled_height, pooled_width, sampling_ratio=-1): ...
    @staticmethod
    @rule("detection.ps_roi_pool")
    def ps_roi_pool(input, rois, spatial_scale, pooled_height, pooled_width): ...
    @staticmethod
    @rule("detection.deform_conv2d")
    def deform_conv2d(
        input, weight, offset, mask, bias, stride_h, stride_w, pad_h, pad_w, dil_h, dil_w, n_weight_grps, n_offset_grps, use_mask
    ) -> Tensor: ...
